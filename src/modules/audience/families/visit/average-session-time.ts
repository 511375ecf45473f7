import sql from "sql-template-tag"
import { defineField, measure } from "../define"

export const averageSessionTime = defineField({
  name: "average_session_time",
  type: "duration",
  label: { en: "Time per session" },
  help: { en: "Seconds in use per session, over the sessions that began in the time window. Nobody without a session has one." },
  windowed: true,
  compile: (ask, context) =>
    measure(
      { from: sql`audience.session s`, profile: sql`s.profile_id`, at: sql`s.started_at` },
      sql`(avg(s.engaged_seconds::float8))::numeric`,
      ask,
      context
    ),
})
