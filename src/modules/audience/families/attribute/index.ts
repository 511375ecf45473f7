import { defineFamily } from "../define"
import { consents } from "./consents"
import { ownAttributes } from "./custom"
import { customerFields } from "./customer"
import { customerGroups } from "./customer-groups"
import { segments } from "./segments"
import * as texts from "./texts"

/** Who somebody is: the customer, consent, and attributes of the shop's own. */
export const attribute = defineFamily({
  id: "attribute",
  label: texts.family,
  fields: [...customerFields, customerGroups, segments, ...consents],
  moreFields: ownAttributes,
})
