import sql, { raw } from "sql-template-tag"
import { compareText, defineField, suggestFromDictionary, type FieldDefinition } from "../define"

const COLUMNS = [
  ["source", "source", "source", "Source"],
  ["medium", "source", "medium", "Medium"],
  ["channel", "source", "channel", "Channel"],
  ["campaign", "source", "campaign", "Campaign"],
  ["term", "source", "term", "Search term"],
  ["content", "source", "content", "Ad content"],
  ["referrer_host", "source", "referrer_host", "Referrer"],
  ["landing_path", "page", "path", "Landing page"],
] as const

const TOUCHES = [
  ["first", "First", "of the first session"],
  ["last", "Latest", "of the latest session that did not come directly, else of the latest one"],
] as const

/** Traffic source and landing page of the first session, and of the latest that did not come directly. */
export const touches: FieldDefinition[] = TOUCHES.flatMap(([touch, adjective, which]) =>
  COLUMNS.map(([key, table, column, label]) => {
    const reference = raw(key === "landing_path" ? `${touch}_landing_page_id` : `${touch}_source_id`)
    const dictionary = raw(`audience.${table}`)
    return defineField({
      name: `${touch}_${key}`,
      type: "text",
      path: key === "landing_path",
      label: { en: `${adjective} ${label.toLowerCase()}` },
      help: { en: `${label} ${which}.` },
      values: suggestFromDictionary({ table: dictionary, column: raw(column), facts: sql`audience.profile_state`, reference }),
      compile: (ask, context) => ({
        statement: sql`select s.profile_id as profile_id from audience.profile_state s where s.${reference} in (select d.id from ${dictionary} d where ${compareText(raw(`d.${column}`), ask.operator, ask.value)})${context.scope(sql`s.profile_id`)}`,
      }),
    })
  })
)
