import sql from "sql-template-tag"
import { choiceOf, defineField } from "../define"
import { fields, visitorTypes } from "./texts"

export const type = defineField({
  name: "type",
  type: "choice",
  ...fields.type,
  choices: Object.entries(visitorTypes).map(([value, label]) => ({ value, label })),
  compile: (ask, context) =>
    choiceOf(
      {
        from: sql`audience.profile_state s`,
        profile: sql`s.profile_id`,
        column: sql`case when s.sessions = 1 then 'new' when s.sessions > 1 then 'returning' end`,
      },
      ask,
      context
    ),
})
