import sql from "sql-template-tag"
import { defineField, listOf, suggestLabels } from "../define"
import { customers } from "./customer"
import { fields } from "./texts"

export const customerGroups = defineField({
  name: "customer_groups",
  type: "list",
  ...fields.customer_groups,
  values: suggestLabels("customer_group"),
  compile: (ask, context) => listOf({ ...customers, column: sql`c.group_ids` }, ask, context),
})
