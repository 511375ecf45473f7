import sql, { raw } from "sql-template-tag"
import { compareText, defineField, suggestFromDictionary, type FieldDefinition, type Translated } from "../define"
import { origins, touches as texts } from "./texts"

const COLUMNS = [
  ["source", "source", "source"],
  ["medium", "source", "medium"],
  ["channel", "source", "channel"],
  ["campaign", "source", "campaign"],
  ["term", "source", "term"],
  ["content", "source", "content"],
  ["referrer_host", "source", "referrer_host"],
  ["landing_path", "page", "path"],
] as const

const TOUCHES = ["first", "last"] as const

/** A text about a part of a touch, in each language. */
const about = (pattern: Translated, origin: Translated): Translated => ({
  en: pattern.en.replace("{{origin}}", pattern.en.startsWith("{{") ? origin.en : origin.en.toLowerCase()),
  de: pattern.de.replace("{{origin}}", origin.de),
  ja: pattern.ja.replace("{{origin}}", origin.ja),
})

/** Traffic source and landing page of the first session, and of the latest that did not come directly. */
export const touches: FieldDefinition[] = TOUCHES.flatMap((touch) =>
  COLUMNS.map(([key, table, column]) => {
    const reference = raw(key === "landing_path" ? `${touch}_landing_page_id` : `${touch}_source_id`)
    const dictionary = raw(`audience.${table}`)
    return defineField({
      name: `${touch}_${key}`,
      type: "text",
      path: key === "landing_path",
      label: about(texts[touch].label, origins[key]),
      help: about(texts[touch].help, origins[key]),
      values: suggestFromDictionary({ table: dictionary, column: raw(column), facts: sql`audience.profile_state`, reference }),
      compile: (ask, context) => ({
        statement: sql`select s.profile_id as profile_id from audience.profile_state s where s.${reference} in (select d.id from ${dictionary} d where ${compareText(raw(`d.${column}`), ask.operator, ask.value)})${context.scope(sql`s.profile_id`)}`,
        evidence: () => ({
          value: sql`select d.${raw(column)} as value from audience.profile_state s join ${dictionary} d on d.id = s.${reference} where true${context.scope(sql`s.profile_id`)}`,
        }),
      }),
    })
  })
)
