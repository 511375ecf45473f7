import sql from "sql-template-tag"
import { choiceOf, defineField } from "../define"

export const type = defineField({
  name: "type",
  type: "choice",
  label: { en: "Visitor type" },
  help: { en: "New: exactly one session ever. Returning: two or more. Customers who were never seen on the site are neither." },
  choices: [
    { value: "new", label: { en: "New" } },
    { value: "returning", label: { en: "Returning" } },
  ],
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
