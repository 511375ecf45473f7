import sql, { join, raw, type Sql } from "sql-template-tag"
import type { FunnelStep, FunnelStepName, PurchaseFunnel } from "../../../../contract"
import type { Queryable } from "../../lib/database"
import type { People } from "./people"

export interface FunnelDays {
  from: string
  to: string
  /** The same days as instants: `start` included, `end` not. */
  start: Date
  end: Date
}

/** The events of the steps before an order; that itself is true only when Medusa has it. */
const EVENTS = { viewed: "product_viewed", carted: "product_added", checkout: "checkout_started" } as const
const STEPS: FunnelStepName[] = ["viewed", "carted", "checkout", "ordered"]

interface Row extends Record<string, unknown> {
  step: FunnelStepName
  people: number
  profiles: number
  median_seconds: number | null
}

/**
 * From a product viewed to an order, step by step: who came how far within these days.
 *
 * A step is taken at its first moment that is not before the step ahead of it. The earliest of
 * each leaves the most room for what follows, so that nobody who took the steps in
 * this order is missed. Which products they were does not matter.
 */
export async function funnelOf(db: Queryable, people: People, days: FunnelDays): Promise<PurchaseFunnel> {
  const steps = STEPS.map((step, place) => sql`${raw(step)} as materialized (${taken(step, STEPS[place - 1], people, days)})`)
  const counts = STEPS.map((step) => {
    const mine = sql`filter (where t.is_member)`
    return sql`select ${step}::text as step, count(*) ${mine} as people, count(*) as profiles,
      (percentile_cont(0.5) within group (order by t.took) ${mine})::float8 as median_seconds
      from (select a.*, ${people.isMember(sql`a.profile_id`)} as is_member from ${raw(step)} a offset 0) t`
  })
  const rows = await db.rows<Row>(sql`with ${join(steps)} ${join(counts, " union all ")}`)
  const counted = STEPS.map((step) => rows.find((row) => row.step === step) ?? { step, people: 0, profiles: 0, median_seconds: null })
  return {
    from: days.from,
    to: days.to,
    people: people.count,
    steps: counted.map((row, place) => stepOf(row, counted[place - 1], counted[0] ?? row)),
  }
}

/** `profile_id`, `at`, and the seconds it `took` from the step before, of everybody who came to this step. */
function taken(step: FunnelStepName, before: FunnelStepName | undefined, { isProfile }: People, { start, end }: FunnelDays): Sql {
  const facts = step === "ordered" ? sql`audience.order_fact f` : sql`audience.event f`
  const at = step === "ordered" ? sql`f.placed_at` : sql`f.at`
  const isFact =
    step === "ordered"
      ? sql`f.canceled_at is null`
      : sql`f.name_id = (select n.id from audience.event_name n where n.name = ${EVENTS[step]})`
  const inDays = sql`${isFact} and ${at} >= ${start}::timestamptz and ${at} < ${end}::timestamptz`
  if (!before) {
    return sql`select f.profile_id, min(${at}) as at, null::float8 as took from ${facts} where ${inDays} and ${isProfile(sql`f.profile_id`)} group by 1`
  }
  return sql`select f.profile_id, min(${at}) as at, extract(epoch from min(${at}) - min(b.at))::float8 as took
    from ${facts} join ${raw(before)} b on b.profile_id = f.profile_id and ${at} >= b.at where ${inDays} group by 1`
}

function stepOf(row: Row, before: Row | undefined, first: Row): FunnelStep {
  const part = (over: number, under: number | undefined): number | null => (under ? over / under : null)
  return {
    step: row.step,
    people: row.people,
    share: part(row.people, first.people),
    conversion: part(row.people, before?.people),
    lost: before ? before.people - row.people : 0,
    median_seconds: row.median_seconds,
    all: { people: row.profiles, share: part(row.profiles, first.profiles), conversion: part(row.profiles, before?.profiles) },
  }
}
