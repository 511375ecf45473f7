import sql from "sql-template-tag"
import { defineField, measure } from "../define"
import { fields } from "./texts"

export const averageSessionTime = defineField({
  name: "average_session_time",
  type: "duration",
  ...fields.average_session_time,
  windowed: true,
  compile: (ask, context) =>
    measure(
      {
        from: sql`audience.session s`,
        profile: sql`s.profile_id`,
        at: sql`s.started_at`,
        fact: { id: sql`s.id`, value: sql`s.engaged_seconds` },
      },
      sql`(avg(s.engaged_seconds::float8))::numeric`,
      ask,
      context
    ),
})
