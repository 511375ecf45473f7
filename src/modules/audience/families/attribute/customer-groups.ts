import sql from "sql-template-tag"
import { defineField, listOf, suggestLabels } from "../define"
import { customers } from "./customer"

export const customerGroups = defineField({
  name: "customer_groups",
  type: "list",
  label: { en: "Customer groups" },
  help: { en: "Medusa's customer groups that the customer is in." },
  values: suggestLabels("customer_group"),
  compile: (ask, context) => listOf({ ...customers, column: sql`c.group_ids` }, ask, context),
})
