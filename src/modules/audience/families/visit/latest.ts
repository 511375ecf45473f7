import sql, { raw } from "sql-template-tag"
import { compareChoice, compareText, defineField, suggestFromDictionary, type FieldDefinition } from "../define"

/** A column of the latest session's context. */
function latest(
  name: string,
  label: string,
  help: string,
  given: Pick<FieldDefinition, "type" | "choices"> = { type: "text" }
): FieldDefinition {
  const compare = given.type === "choice" ? compareChoice : compareText
  return defineField({
    name,
    label: { en: label },
    help: { en: help },
    ...given,
    values: suggestFromDictionary({
      table: sql`audience.context`,
      column: raw(name),
      facts: sql`audience.profile_state`,
      reference: sql`context_id`,
    }),
    compile: (ask, context) => ({
      statement: sql`select s.profile_id as profile_id from audience.profile_state s where s.context_id in (select c.id from audience.context c where ${compare(raw(`c.${name}`), ask.operator, ask.value)})${context.scope(sql`s.profile_id`)}`,
    }),
  })
}

const devices = [
  { value: "desktop", label: { en: "Desktop" } },
  { value: "mobile", label: { en: "Mobile" } },
  { value: "tablet", label: { en: "Tablet" } },
  { value: "tv", label: { en: "TV" } },
  { value: "other", label: { en: "Other" } },
]

/** Device and place of the latest session. */
export const place = [
  latest("device_type", "Device", "Kind of device of the latest session.", { type: "choice", choices: devices }),
  latest("browser", "Browser", "Browser of the latest session."),
  latest("browser_version", "Browser version", "Version of the browser of the latest session."),
  latest("os", "Operating system", "Operating system of the latest session."),
  latest("os_version", "Operating system version", "Version of the operating system of the latest session."),
  latest("screen", "Screen", "Screen size of the latest session, such as 1440x900."),
  latest("language", "Language", "Browser language of the latest session, such as de-DE."),
  latest("country", "Country", "Country of the latest session, as a two-letter code such as DE."),
  latest("region", "Region", "Region of the latest session."),
  latest("city", "City", "City of the latest session."),
]
