import sql from "sql-template-tag"
import { choiceColumn, defineField, textColumn } from "../define"
import { countEvents, suggestProperty } from "./event-facts"

export const experienceViews = defineField({
  name: "experience_views",
  type: "number",
  label: { en: "Experience views" },
  help: { en: "How often somebody was shown an experience." },
  windowed: true,
  missing: "zero",
  dimensions: [
    {
      key: "experience_id",
      type: "choice",
      label: { en: "Experience" },
      values: suggestProperty("experience_viewed", sql`e.properties ->> 'experience_id'`),
    },
    {
      key: "variant",
      type: "text",
      label: { en: "Variant" },
      values: suggestProperty("experience_viewed", sql`e.properties ->> 'variant'`),
    },
  ],
  compile: countEvents({
    name: "experience_viewed",
    daily: null,
    dimensions: {
      experience_id: choiceColumn(sql`(e.properties ->> 'experience_id')`),
      variant: textColumn(sql`(e.properties ->> 'variant')`),
    },
  }),
})
