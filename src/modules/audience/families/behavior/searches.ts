import sql from "sql-template-tag"
import { defineField, textColumn } from "../define"
import { countEvents, suggestProperty } from "./event-facts"
import { dimensions as texts, fields } from "./texts"

export const searches = defineField({
  name: "searches",
  type: "number",
  ...fields.searches,
  windowed: true,
  missing: "zero",
  dimensions: [{ key: "query", type: "text", label: texts.query, values: suggestProperty("products_searched", sql`e.query`) }],
  compile: countEvents({ name: "products_searched", daily: sql`d.searches`, dimensions: { query: textColumn(sql`e.query`) } }),
})
