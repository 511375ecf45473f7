import sql from "sql-template-tag"
import { defineField, textColumn } from "../define"
import { countEvents, onPage, property, suggestPages, suggestProperty } from "./event-facts"

const path = (name: string) => ({
  key: "path",
  type: "text" as const,
  path: true,
  label: { en: "Path" },
  values: suggestPages("path", name),
})

/** Page views and clicks. */
export const pageEvents = [
  defineField({
    name: "page_views",
    type: "number",
    label: { en: "Page views" },
    help: { en: "Pages looked at. Filters on the page must all hold for the same view." },
    windowed: true,
    missing: "zero",
    dimensions: [
      path("page_viewed"),
      { key: "title", type: "text", label: { en: "Page title" }, values: suggestPages("title", "page_viewed") },
      { key: "host", type: "text", label: { en: "Host" }, values: suggestPages("host", "page_viewed") },
      { key: "query", type: "text", label: { en: "Query string" }, values: suggestProperty("page_viewed", sql`e.query`) },
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
    label: { en: "Clicks" },
    help: { en: "Clicks on links, buttons and elements that the storefront marks." },
    windowed: true,
    missing: "zero",
    dimensions: [
      { key: "label", type: "text", label: { en: "Label" }, values: suggestProperty("clicked", sql`e.properties ->> 'label'`) },
      { key: "href", type: "text", label: { en: "Link target" }, values: suggestProperty("clicked", sql`e.properties ->> 'href'`) },
      path("clicked"),
      { key: "element", type: "text", label: { en: "Element" }, values: suggestProperty("clicked", sql`e.properties ->> 'element'`) },
    ],
    compile: countEvents({
      name: "clicked",
      daily: sql`d.clicks`,
      dimensions: { path: onPage.path, label: property("label"), href: property("href"), element: property("element") },
    }),
  }),
]
