import sql from "sql-template-tag"
import { defineField, instantOf } from "../define"

const state = { from: sql`audience.profile_state s`, profile: sql`s.profile_id` }

export const firstSeen = defineField({
  name: "first_seen",
  type: "date",
  label: { en: "First seen" },
  help: { en: "When somebody's first activity on the site was recorded." },
  compile: (ask, context) => instantOf({ ...state, column: sql`s.first_seen` }, ask, context),
})

export const lastSeen = defineField({
  name: "last_seen",
  type: "date",
  label: { en: "Last seen" },
  help: { en: "When somebody's latest activity on the site was recorded." },
  compile: (ask, context) => instantOf({ ...state, column: sql`s.last_seen` }, ask, context),
})
