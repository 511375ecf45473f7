import sql from "sql-template-tag"
import { choiceColumn, defineField, textColumn } from "../define"
import { countEvents, suggestProperty } from "./event-facts"
import { dimensions as texts, fields } from "./texts"

export const experienceViews = defineField({
  name: "experience_views",
  type: "number",
  ...fields.experience_views,
  windowed: true,
  missing: "zero",
  dimensions: [
    {
      key: "experience_id",
      type: "choice",
      label: texts.experience,
      values: suggestProperty("experience_viewed", sql`e.properties ->> 'experience_id'`),
    },
    {
      key: "variant",
      type: "text",
      label: texts.variant,
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
