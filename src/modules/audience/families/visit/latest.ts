import sql, { raw } from "sql-template-tag"
import { compareChoice, compareText, defineField, suggestFromDictionary, type FieldDefinition } from "../define"
import { devices, fields } from "./texts"

/** A column of the latest session's context. */
function latest(
  name: "device_type" | "browser" | "browser_version" | "os" | "os_version" | "screen" | "language" | "country" | "region" | "city",
  given: Pick<FieldDefinition, "type" | "choices"> = { type: "text" }
): FieldDefinition {
  const compare = given.type === "choice" ? compareChoice : compareText
  return defineField({
    name,
    ...fields[name],
    ...given,
    values: suggestFromDictionary({
      table: sql`audience.context`,
      column: raw(name),
      facts: sql`audience.profile_state`,
      reference: sql`context_id`,
    }),
    compile: (ask, context) => ({
      statement: sql`select s.profile_id as profile_id from audience.profile_state s where s.context_id in (select c.id from audience.context c where ${compare(raw(`c.${name}`), ask.operator, ask.value)})${context.scope(sql`s.profile_id`)}`,
      evidence: () => ({
        value: sql`select c.${raw(name)} as value from audience.profile_state s join audience.context c on c.id = s.context_id where true${context.scope(sql`s.profile_id`)}`,
      }),
    }),
  })
}

const choices = Object.entries(devices).map(([value, label]) => ({ value, label }))

/** Device and place of the latest session. */
export const place = [
  latest("device_type", { type: "choice", choices }),
  latest("browser"),
  latest("browser_version"),
  latest("os"),
  latest("os_version"),
  latest("screen"),
  latest("language"),
  latest("country"),
  latest("region"),
  latest("city"),
]
