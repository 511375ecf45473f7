import sql from "sql-template-tag"
import { defineField, instantOf } from "../define"
import { fields } from "./texts"

const state = { from: sql`audience.profile_state s`, profile: sql`s.profile_id` }

export const firstSeen = defineField({
  name: "first_seen",
  type: "date",
  ...fields.first_seen,
  compile: (ask, context) => instantOf({ ...state, column: sql`s.first_seen` }, ask, context),
})

export const lastSeen = defineField({
  name: "last_seen",
  type: "date",
  ...fields.last_seen,
  compile: (ask, context) => instantOf({ ...state, column: sql`s.last_seen` }, ask, context),
})
