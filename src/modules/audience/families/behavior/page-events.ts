import sql from "sql-template-tag"
import { defineField, textColumn } from "../define"
import { countEvents, onPage, property, suggestPages, suggestProperty } from "./event-facts"
import { dimensions as texts, fields } from "./texts"

const path = (name: string) => ({
  key: "path",
  type: "text" as const,
  path: true,
  label: texts.path,
  values: suggestPages("path", name),
})

/** Page views and clicks. */
export const pageEvents = [
  defineField({
    name: "page_views",
    type: "number",
    ...fields.page_views,
    windowed: true,
    missing: "zero",
    dimensions: [
      path("page_viewed"),
      { key: "title", type: "text", label: texts.title, values: suggestPages("title", "page_viewed") },
      { key: "host", type: "text", label: texts.host, values: suggestPages("host", "page_viewed") },
      { key: "query", type: "text", label: texts.query_string, values: suggestProperty("page_viewed", sql`e.query`) },
    ],
    compile: countEvents({
      name: "page_viewed",
      daily: sql`d.page_views`,
      dimensions: { ...onPage, query: textColumn(sql`e.query`) },
    }),
  }),
  defineField({
    name: "clicks",
    type: "number",
    ...fields.clicks,
    windowed: true,
    missing: "zero",
    dimensions: [
      { key: "label", type: "text", label: texts.label, values: suggestProperty("clicked", sql`e.properties ->> 'label'`) },
      { key: "href", type: "text", label: texts.href, values: suggestProperty("clicked", sql`e.properties ->> 'href'`) },
      path("clicked"),
      { key: "element", type: "text", label: texts.element, values: suggestProperty("clicked", sql`e.properties ->> 'element'`) },
    ],
    compile: countEvents({
      name: "clicked",
      daily: sql`d.clicks`,
      dimensions: { path: onPage.path, label: property("label"), href: property("href"), element: property("element") },
    }),
  }),
]
