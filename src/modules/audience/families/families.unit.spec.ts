import type { RuleCondition } from "../../../contract"
import { createFamilies, positiveOf, spanOfWindow, type ConditionQuery, type FieldDefinition } from "."
import { empty, sql } from "./define"

const NOW = new Date("2026-03-29T10:30:00Z")
const ZONE = "Europe/Berlin"

/** A field of the built-in families, without the shop's own attributes. */
function fieldNamed(name: string): FieldDefinition {
  const [family = "", field = ""] = name.split(".")
  const found = createFamilies()
    .family(family)
    ?.fields.find((one) => one.name === field)
  if (!found) throw new Error(`no field ${name}`)
  return found
}

function compiled(condition: RuleCondition, scope?: number[]): ConditionQuery & { complement: boolean; text: string; values: unknown[] } {
  const field = fieldNamed(condition.field)
  const { complement, ...positive } = positiveOf(field, condition.operator, condition.value)
  const query = field.compile(
    {
      ...positive,
      window: condition.within ? spanOfWindow(condition.within, NOW, ZONE) : null,
      filters: (condition.where ?? []).map((filter) => ({ ...filter, value: filter.value })),
    },
    {
      now: NOW,
      zone: ZONE,
      currency: "eur",
      cartAbandonedAfterMinutes: 60,
      scope: (column) => (scope ? sql` and ${column} = any(${scope}::int[])` : empty),
    }
  )
  return { ...query, complement, text: query.statement.text, values: query.statement.values }
}

describe("visit.sessions", () => {
  it("sums the daily counts over a window of days, which changes at midnight", () => {
    expect(compiled({ field: "visit.sessions", operator: "gte", value: 5, within: { last: 30, unit: "day" } })).toMatchObject({
      complement: false,
      text: "select d.profile_id as profile_id from audience.profile_day d where d.day >= $1::date group by d.profile_id having sum(d.sessions) >= $2::int8",
      values: ["2026-02-28", 5],
      // The clocks go forward on that day: midnight is 22:00 UTC.
      until: new Date("2026-03-29T22:00:00Z"),
    })
  })

  it("reads the counter of a profile without a window", () => {
    expect(compiled({ field: "visit.sessions", operator: "gt", value: 1 })).toMatchObject({
      text: "select s.profile_id as profile_id from audience.profile_state s where s.sessions > $1::int8",
      values: [1],
    })
  })

  it("asks for the opposite and takes the complement where 0 satisfies the comparison", () => {
    expect(compiled({ field: "visit.sessions", operator: "lt", value: 5 })).toMatchObject({
      complement: true,
      text: "select s.profile_id as profile_id from audience.profile_state s where s.sessions >= $1::int8",
    })
    expect(compiled({ field: "visit.sessions", operator: "eq", value: 0 })).toMatchObject({ complement: true, values: [0] })
    expect(compiled({ field: "visit.sessions", operator: "between", value: [0, 2] }).text).toContain("not between $1::int8 and $2::int8")
  })

  it("looks the matching sources up first when filtered", () => {
    expect(
      compiled({ field: "visit.sessions", operator: "gte", value: 1, where: [{ dimension: "campaign", operator: "eq", value: "Spring" }] })
    ).toMatchObject({
      text: "select s.profile_id as profile_id from audience.session s where s.source_id in (select d.id from audience.source d where lower(d.campaign) = lower($1)) group by s.profile_id having count(*) >= $2::int8",
      values: ["Spring", 1],
    })
  })
})

describe("behavior.page_views", () => {
  it("finds the events of pages by name, page and time", () => {
    const condition: RuleCondition = {
      ...{ field: "behavior.page_views", operator: "gte", value: 3, within: { last: 2, unit: "hour" } },
      where: [{ dimension: "path", operator: "starts_with", value: "/50%_off" }],
    }
    const query = compiled(condition, [7, 8])
    expect(query.text).toBe(
      "select e.profile_id as profile_id from audience.event e where e.name_id = (select n.id from audience.event_name n where n.name = $1) and " +
        "e.page_id = any(array(select d.id from audience.page d where lower(d.path) like lower($2))) and e.at >= $3::timestamptz and " +
        "e.profile_id = any($4::int[]) group by e.profile_id having count(*) >= $5::int8"
    )
    // Signs that LIKE would read are escaped.
    expect(query.values).toEqual(["page_viewed", "/50\\%\\_off%", new Date("2026-03-29T08:30:00Z"), [7, 8], 3])
  })

  it("names the instant at which the first event leaves a window of hours", () => {
    const { untilQuery, until } = compiled({ field: "behavior.page_views", operator: "gte", value: 1, within: { last: 2, unit: "hour" } })
    expect(until).toBeNull()
    expect(untilQuery?.text).toContain("select min(f.at) + $1::interval as at")
    expect(untilQuery?.values[0]).toBe("7200001 milliseconds")
  })

  it("keeps a negative filter on the same view, where a view without a page satisfies it", () => {
    const { text } = compiled({
      field: "behavior.page_views",
      operator: "gte",
      value: 1,
      where: [{ dimension: "path", operator: "neq", value: "/sale" }],
    })
    expect(text).toContain("(e.page_id = any(array(select d.id from audience.page d where lower(d.path) = lower($2)))) is not true")
  })
})

describe("purchase.orders", () => {
  it("asks the lines alone whether anything of a category was ordered", () => {
    const inCategory: Partial<RuleCondition> = { where: [{ dimension: "category_id", operator: "eq", value: "pcat_1" }] }
    expect(compiled({ field: "purchase.orders", operator: "gte", value: 1, ...inCategory })).toMatchObject({
      text:
        "select l.profile_id as profile_id from audience.order_line l where l.placed_at is not null and " +
        "l.product_id in (select p.id from audience.product p where p.category_ids && $1::text[])",
      values: [["pcat_1"]],
    })
    // Two lines of one order are one order, however many there are.
    expect(compiled({ field: "purchase.orders", operator: "gte", value: 2, ...inCategory }).text).toContain("from audience.order_fact o")
  })
})

describe("purchase.spent", () => {
  it("is read from states for a whole life", () => {
    expect(compiled({ field: "purchase.spent", operator: "gte", value: 500 })).toMatchObject({
      text: "select s.profile_id from audience.profile_state s where s.orders > 0 and s.spent >= $1::int8",
      values: [500],
    })
  })

  it("adds up orders less refunds, of those who ordered before the window and may have spent that much", () => {
    const since = new Date("2026-03-23T23:00:00Z")
    const others =
      "select s.profile_id from audience.profile_state s where s.orders > 0 and s.spent >= $::int8 and s.first_order_at < $::timestamptz union all " +
      "select s.profile_id from audience.profile_state s where s.orders > 0 and s.has_order_below_zero and s.first_order_at < $::timestamptz"
    const { text, values } = compiled({ field: "purchase.spent", operator: "gte", value: 500, within: { last: 6, unit: "day" } })
    expect(text.replace(/\$\d+/g, "$")).toBe(
      "select s.profile_id from audience.profile_state s where s.orders > 0 and s.first_order_at >= $::timestamptz and s.spent >= $::int8 union all " +
        "select n.profile_id as profile_id from (select o.profile_id, o.placed_at, o.id, coalesce('#' || o.display_id, o.id) as name, " +
        "o.total_reporting - coalesce(r.amount, 0) as amount from audience.order_fact o " +
        `left join (select r.order_id, sum(r.amount_reporting) as amount from audience.refund r where r.profile_id in (${others}) group by r.order_id) r ` +
        `on r.order_id = o.id where o.canceled_at is null and o.profile_id in (${others})) n where ` +
        "n.placed_at >= $::timestamptz group by n.profile_id having sum(n.amount) >= $::int8"
    )
    expect(values).toEqual([since, 500, ...[500, since, since], ...[500, since, since], since, 500])
  })

  it("adds up matching lines, less what was returned, with a filter on items", () => {
    const { text } = compiled({
      field: "purchase.spent",
      operator: "gte",
      value: 10,
      where: [{ dimension: "category_id", operator: "in", value: ["pcat_1"] }],
    })
    expect(text).toContain("sum((l.total_reporting * (l.quantity - l.returned_quantity) / nullif(l.quantity, 0)))")
    expect(text).toContain("l.product_id in (select p.id from audience.product p where p.category_ids && $1::text[])")
  })
})

describe("purchase.abandoned_carts", () => {
  it("leaves out the carts that still wait, and names the instant at which the first of them no longer does", () => {
    const query = compiled({ field: "purchase.abandoned_carts", operator: "gte", value: 1 })
    expect(query.text).toBe(
      "select c.profile_id as profile_id from audience.cart c where c.completed_at is null and c.deleted_at is null and c.quantity > 0 and " +
        "c.touched_at <= $1::timestamptz"
    )
    expect(query.values).toEqual([new Date("2026-03-29T09:30:00Z")])
    expect(query.untilQuery?.text).toContain("select min(c.touched_at) + $1::interval as at")
    expect(compiled({ field: "purchase.abandoned_carts", operator: "gte", value: 2 }).text).toContain("having count(*) >= $2::int8")
  })
})

describe("visit.last_seen", () => {
  it("takes a day of the shop's zone as a whole, and a time in the future as now", () => {
    expect(compiled({ field: "visit.last_seen", operator: "on", value: "2026-03-29" })).toMatchObject({
      text: "select s.profile_id as profile_id from audience.profile_state s where s.last_seen >= $1::timestamptz",
      values: [new Date("2026-03-28T23:00:00Z")],
      until: new Date("2026-03-29T22:00:00Z"),
    })
  })

  it("makes not_in_last the complement of in_last, so that people who were never seen are in it", () => {
    expect(compiled({ field: "visit.last_seen", operator: "not_in_last", value: { last: 30, unit: "day" } })).toMatchObject({
      complement: true,
      text: "select s.profile_id as profile_id from audience.profile_state s where s.last_seen >= $1::timestamptz",
    })
  })
})

describe("attribute.email", () => {
  it("compares without case and makes neq the complement of eq", () => {
    expect(compiled({ field: "attribute.email", operator: "neq", value: "Ada@Shop.test" })).toMatchObject({
      complement: true,
      text: "select p.id as profile_id from audience.profile p join audience.customer c on c.id = p.customer_id where c.deleted_at is null and lower(c.email) = lower($1)",
      values: ["Ada@Shop.test"],
    })
  })
})

describe("every field", () => {
  it("has its statement take a scope, unless it rests on everybody", () => {
    for (const family of ["visit", "behavior", "purchase", "attribute"]) {
      for (const field of createFamilies().family(family)?.fields ?? []) {
        if (field.segments || field.restsOn === "everybody" || field.stepDimensions) continue
        const name = `${family}.${field.name}`
        const value = { number: 1, money: 1, duration: 1, text: "a", choice: "a", boolean: true, date: "2026-01-01", list: ["a"] }[
          field.type
        ]
        const operator = {
          number: "gte",
          money: "gte",
          duration: "gte",
          text: "eq",
          choice: "eq",
          boolean: "eq",
          date: "on",
          list: "has_any",
        }[field.type] as RuleCondition["operator"]
        const where: RuleCondition["where"] = (field.dimensions ?? [])
          .filter(({ required }) => required)
          .map(({ key }) => ({ dimension: key, operator: "eq", value: "a" }))
        expect([name, compiled({ field: name, operator, value, where }, [7]).values.filter((one) => Array.isArray(one))]).toEqual([
          name,
          expect.arrayContaining([[7]]),
        ])
      }
    }
  })
})
