import sql from "sql-template-tag"
import { defineField, textColumn } from "../define"
import { countEvents, suggestProperty } from "./event-facts"

export const searches = defineField({
  name: "searches",
  type: "number",
  label: { en: "Searches" },
  help: { en: "Searches in the shop." },
  windowed: true,
  missing: "zero",
  dimensions: [{ key: "query", type: "text", label: { en: "Search words" }, values: suggestProperty("products_searched", sql`e.query`) }],
  compile: countEvents({ name: "products_searched", daily: sql`d.searches`, dimensions: { query: textColumn(sql`e.query`) } }),
})
