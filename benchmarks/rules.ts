import type { RuleCondition, RuleGroup, RuleNode } from "../src/contract"
import { addDays, dayOf, dayStart } from "../src/modules/audience/lib/clock"
import { NOW, ZONE } from "./world/shape"

/** What the fortieth part of all pages starts with. */
const PREFIX = "/category-03/"
const CATEGORY = "cat_03"
/** The page that is looked at most. */
const PAGE = "/category-00/page-0000"

/** The same question twice: as a rule of ours, and over raw events and orders in DuckDB. */
export interface Question {
  name: string
  /** `segmentOf` gives the id of the segment that holds an earlier question. */
  rule(segmentOf: (name: string) => string): RuleGroup
  sql: string
}

const all = (...rules: RuleNode[]): RuleGroup => ({ match: "all", rules })
const any = (...rules: RuleNode[]): RuleGroup => ({ match: "any", rules })
const not = (...rules: RuleNode[]): RuleGroup => ({ match: "all", not: true, rules })
const last = (days: number): { last: number; unit: "day" } => ({ last: days, unit: "day" })
const is = (field: string, value: string): RuleCondition => ({ field, operator: "eq", value })
const atLeast = (field: string, value: number, days?: number, where?: RuleCondition["where"]): RuleCondition => ({
  ...{ field, operator: "gte", value },
  ...(days === undefined ? {} : { within: last(days) }),
  ...(where === undefined ? {} : { where }),
})
const onPage = [{ dimension: "path", operator: "eq" as const, value: PAGE }]

/** First instant of a window of calendar days, as DuckDB reads it. */
const since = (days: number): string =>
  `timestamp '${dayStart(addDays(dayOf(NOW, ZONE), 1 - days), ZONE)
    .toISOString()
    .replace("T", " ")
    .replace("Z", "")}'`
const views = (where: string, days: number, least: number): string =>
  `select profile_id from event where name = 'page_viewed' and ${where} and happened_at >= ${since(days)} group by 1 having count(*) >= ${least}`

const r4 = `select profile_id from (${views(`starts_with(path, '${PREFIX}')`, 90, 5)})
  where profile_id not in (select profile_id from orders where not canceled and placed_at >= ${since(90)})`
const r5 = `select o.profile_id from orders o join order_total t on t.order_number = o.number
  where not o.canceled and o.placed_at >= ${since(365)} group by 1
  having count(*) >= 2 and sum(case when o.refunded then t.total - (t.total / 2)::decimal(12, 2) else t.total end) >= 500`

export const QUESTIONS: Question[] = [
  {
    name: "R1",
    rule: () => all(is("visit.country", "DE"), is("visit.device_type", "mobile")),
    sql: `select profile_id from event group by 1 having arg_max(country, happened_at) = 'DE' and arg_max(device_type, happened_at) = 'mobile'`,
  },
  {
    name: "R2",
    rule: () => all({ field: "visit.last_seen", operator: "in_last", value: last(7) }, atLeast("visit.sessions", 5)),
    sql: `select profile_id from event group by 1 having max(happened_at) >= ${since(7)} and count(distinct session_id) >= 5`,
  },
  {
    name: "R3",
    rule: () => all(atLeast("behavior.page_views", 3, 30, onPage)),
    sql: views(`path = '${PAGE}'`, 30, 3),
  },
  {
    name: "R4",
    rule: () =>
      all(atLeast("behavior.page_views", 5, 90, [{ dimension: "path", operator: "starts_with", value: PREFIX }]), {
        ...{ field: "purchase.orders", operator: "eq", value: 0, within: last(90) },
      }),
    sql: r4,
  },
  {
    name: "R5",
    rule: () => all(atLeast("purchase.orders", 2, 365), atLeast("purchase.spent", 500, 365)),
    sql: r5,
  },
  {
    name: "R6",
    rule: () => all(atLeast("purchase.orders", 1, 180, [{ dimension: "category_id", operator: "eq", value: CATEGORY }])),
    sql: `select distinct o.profile_id from orders o join line l on l.order_number = o.number
      where not o.canceled and o.placed_at >= ${since(180)} and l.category_id = '${CATEGORY}'`,
  },
  {
    name: "R7",
    rule: () => all(atLeast("purchase.abandoned_carts", 1, 14)),
    sql: `select distinct profile_id from open_cart where touched_at >= ${since(14)} and touched_at <= timestamp '${new Date(NOW.getTime() - 3_600_000).toISOString().slice(0, 19)}'`,
  },
  {
    name: "R8",
    rule: () =>
      all(atLeast("visit.engaged_time", 600, 30), atLeast("visit.sessions", 3, 30), {
        ...{ field: "visit.browser", operator: "in", value: ["Chrome", "Firefox"] },
      }),
    sql: `select profile_id from (
        select profile_id from event where happened_at >= ${since(30)} group by 1
        having coalesce(sum(seconds) filter (where name = 'page_engaged'), 0) >= 600 and count(distinct session_id) >= 3)
      where profile_id in (select profile_id from event group by 1 having arg_max(browser, happened_at) in ('Chrome', 'Firefox'))`,
  },
  {
    name: "R9",
    rule: () =>
      all(
        any(is("visit.country", "FR"), is("visit.region", "IT 2")),
        any(atLeast("behavior.page_views", 2, 60, onPage), atLeast("behavior.clicks", 10, 60)),
        not({ field: "visit.first_seen", operator: "in_last", value: last(30) })
      ),
    sql: `select profile_id from (
        select profile_id from event group by 1 having (arg_max(country, happened_at) = 'FR' or arg_max(region, happened_at) = 'IT 2') and min(happened_at) < ${since(30)})
      where profile_id in (${views(`path = '${PAGE}'`, 60, 2)})
        or profile_id in (select profile_id from event where name = 'clicked' and happened_at >= ${since(60)} group by 1 having count(*) >= 10)`,
  },
  {
    name: "R10",
    rule: (segmentOf) =>
      any(
        { field: "attribute.segments", operator: "has_any", value: [segmentOf("R4")] },
        all(
          { field: "attribute.segments", operator: "has_any", value: [segmentOf("R5")] },
          { field: "visit.last_seen", operator: "not_in_last", value: last(60) }
        )
      ),
    sql: `${r4} union (select profile_id from (${r5})
      where profile_id in (select profile_id from event group by 1 having max(happened_at) < ${since(60)}))`,
  },
]
