import sql, { type Sql } from "sql-template-tag"
import { nextMidnight } from "../../lib/clock"
import { countsByDay, defineField, eventFact, measure, type Ask, type CompileContext, type ConditionQuery } from "../define"
import { fields } from "./texts"

const days = { from: sql`audience.profile_day d`, profile: sql`d.profile_id`, day: sql`d.day`, where: [sql`d.events > 0`] }
const events = { from: sql`audience.event e`, profile: sql`e.profile_id`, at: sql`e.at`, fact: eventFact }

/** A figure out of the daily counts for whole days, out of the events for hours and minutes. */
function byDay(ofDays: (context: CompileContext) => Sql, ofEvents: (context: CompileContext) => Sql, where: Sql[] = []) {
  return (ask: Ask, context: CompileContext): ConditionQuery =>
    countsByDay(ask) ? measure(days, ofDays(context), ask, context) : measure({ ...events, where }, ofEvents(context), ask, context)
}

/** Days and weeks: an event that a wrong clock dated into the future counts as today, and so as another day tomorrow. */
function daily(ofDays: (context: CompileContext) => Sql, ofEvents: (context: CompileContext) => Sql) {
  const compile = byDay(ofDays, ofEvents)
  return (ask: Ask, context: CompileContext): ConditionQuery => {
    const query = compile(ask, context)
    const midnight = nextMidnight(context.now, context.zone)
    return { ...query, until: query.until && query.until < midnight ? query.until : midnight }
  }
}

const dayOfRollup = ({ now, zone }: CompileContext): Sql => sql`least(d.day, (${now}::timestamptz at time zone ${zone})::date)`
const dayOfEvent = ({ now, zone }: CompileContext): Sql => sql`(least(e.at, ${now}::timestamptz) at time zone ${zone})::date`

export const amounts = [
  defineField({
    name: "days_active",
    type: "number",
    ...fields.days_active,
    windowed: true,
    missing: "zero",
    compile: daily(
      (context) => sql`count(distinct ${dayOfRollup(context)})`,
      (context) => sql`count(distinct ${dayOfEvent(context)})`
    ),
  }),
  defineField({
    name: "weeks_active",
    type: "number",
    ...fields.weeks_active,
    windowed: true,
    missing: "zero",
    compile: daily(
      (context) => sql`count(distinct date_trunc('week', ${dayOfRollup(context)}))`,
      (context) => sql`count(distinct date_trunc('week', ${dayOfEvent(context)}))`
    ),
  }),
  defineField({
    name: "engaged_time",
    type: "duration",
    ...fields.engaged_time,
    windowed: true,
    missing: "zero",
    compile: byDay(
      () => sql`sum(d.engaged_seconds::float8)::numeric`,
      () => sql`sum(round(e.seconds::numeric, 3))`,
      [sql`e.name_id = (select n.id from audience.event_name n where n.name = 'page_engaged')`]
    ),
  }),
]
