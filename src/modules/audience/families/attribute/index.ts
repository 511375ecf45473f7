import { defineFamily } from "../define"
import { consents } from "./consents"
import { ownAttributes } from "./custom"
import { customerFields } from "./customer"
import { customerGroups } from "./customer-groups"
import { segments } from "./segments"

/** Who somebody is: the customer, consent, and attributes of the shop's own. */
export const attribute = defineFamily({
  id: "attribute",
  label: { en: "Attributes" },
  fields: [...customerFields, customerGroups, segments, ...consents],
  moreFields: ownAttributes,
})
