import sql from "sql-template-tag"
import type { RuleCondition } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { people } from "../support/people"

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A question about one person, and where its answer stands at each of the instants: ● in the segment, ○ not in it. */
type Course = [question: string, person: number, condition: RuleCondition, answers: string]

/**
 * The midnights of shops, as instants that were worked out by hand from each zone's rules: a midnight that clocks skip is the
 * instant at which they jump, and of two midnights the first begins the day.
 */
const MIDNIGHTS: [zone: string, midnight: string, today: string, why: string][] = [
  ["Europe/Berlin", "2026-03-29T22:00:00.000Z", "2026-03-30", "00:00 at +2, after a day of 23 hours"],
  ["Europe/Berlin", "2026-10-25T23:00:00.000Z", "2026-10-26", "00:00 at +1, after a day of 25 hours"],
  ["America/New_York", "2026-03-09T04:00:00.000Z", "2026-03-09", "00:00 at -4, after a day of 23 hours"],
  ["America/New_York", "2026-11-02T05:00:00.000Z", "2026-11-02", "00:00 at -5, after a day of 25 hours"],
  ["Asia/Tokyo", "2026-03-29T15:00:00.000Z", "2026-03-30", "00:00 at +9, always"],
  ["America/Santiago", "2026-09-06T04:00:00.000Z", "2026-09-06", "24:00 at -4 is 01:00 at -3: no midnight"],
  ["America/Santiago", "2026-04-05T04:00:00.000Z", "2026-04-05", "00:00 at -4, after 23:00 to 24:00 came twice"],
  ["Africa/Cairo", "2026-04-23T22:00:00.000Z", "2026-04-24", "24:00 at +2 is 01:00 at +3: no midnight"],
  ["Africa/Cairo", "2026-10-29T22:00:00.000Z", "2026-10-30", "00:00 at +2, after 23:00 to 24:00 came twice"],
  ["America/Havana", "2026-03-08T05:00:00.000Z", "2026-03-08", "24:00 at -5 is 01:00 at -4: no midnight"],
  ["America/Havana", "2026-11-01T04:00:00.000Z", "2026-11-01", "00:00 at -4, an hour before midnight comes again at -5"],
  ["America/Havana", "2026-11-02T05:00:00.000Z", "2026-11-02", "00:00 at -5, after a day of 25 hours"],
]

/** An hour with a change of clocks in its middle: on the wall it lasts two hours or none, for a window of hours it is one. */
const HOURS: [zone: string, from: string, to: string, why: string][] = [
  ["Europe/Berlin", "2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z", "01:30 at +1 to 03:30 at +2"],
  ["Europe/Berlin", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z", "02:30 at +2 to 02:30 at +1"],
  ["America/New_York", "2026-03-08T06:30:00.000Z", "2026-03-08T07:30:00.000Z", "01:30 at -5 to 03:30 at -4"],
  ["Asia/Tokyo", "2026-03-29T14:30:00.000Z", "2026-03-29T15:30:00.000Z", "23:30 to 00:30, over midnight"],
  ["America/Santiago", "2026-09-06T03:30:00.000Z", "2026-09-06T04:30:00.000Z", "23:30 at -4 to 01:30 at -3, without a midnight"],
  ["Africa/Cairo", "2026-04-23T21:30:00.000Z", "2026-04-23T22:30:00.000Z", "23:30 at +2 to 01:30 at +3, without a midnight"],
  ["America/Havana", "2026-11-01T04:30:00.000Z", "2026-11-01T05:30:00.000Z", "00:30 at -4 to 00:30 at -5, of one and the same day"],
]

describe("an answer that time alone changes", () => {
  it.each(MIDNIGHTS)("turns with the day in %s at %s, the first instant of %s: %s", async (zone, at, today) => {
    const midnight = Date.parse(at)
    const yesterday = days(today, -1)
    const before = (ms: number): Date => new Date(midnight - ms)
    await inShop(zone, before(2 * HOUR), async (audience) => {
      const person = people(audience)
      const viewer = await person.visitor(
        { at: before(3 * HOUR + MINUTE), name: "page_viewed", path: "/sale" },
        { at: before(3 * HOUR), name: "product_viewed" }
      )
      // 36 hours before a midnight it is about noon of the day before yesterday, whatever the clocks do.
      const earlier = await person.visitor({ at: before(36 * HOUR) })
      // A clock that runs ahead: what it dates into tomorrow counts as now until then.
      const ahead = await person.visitor({ at: before(3 * HOUR) }, { at: before(-2 * HOUR), path: "/sale" })
      const buyer = await person.buyer(before(3 * HOUR))
      const early = await person.buyer(before(-2 * HOUR))
      const owner = await person.cartOwner(before(3 * HOUR))
      const year = Number(today.slice(0, 4))
      const someone = await person.customer({
        created_at: new Date(`${year - 1}${today.slice(4)}T12:00:00Z`),
        attributes: { birthday: `${year - 18}${today.slice(4)}`, renewal: today, trial_end: yesterday, next_call: days(today, 6) },
      })
      const day: Last = { last: 1, unit: "day" }
      const two: Last = { last: 2, unit: "day" }
      const onSale: Pick<RuleCondition, "where"> = { where: [{ dimension: "path", operator: "eq", value: "/sale" }] }
      const steps = [{ name: "page_viewed" }, { name: "product_viewed" }]
      const [until, from] = ["●●●○○○○", "○○○●●●●"]

      // prettier-ignore
      await follow(audience, midnight, [-HOUR - 1, -HOUR, -1, 0, 1, HOUR, HOUR + 1], [
        ["views of today", viewer, { field: "behavior.page_views", operator: "gte", value: 1, within: day }, until],
        ["views of a page today", viewer, { field: "behavior.page_views", operator: "gte", value: 1, within: day, ...onSale }, until],
        ["visits of today", viewer, { field: "visit.sessions", operator: "gte", value: 1, within: day }, until],
        ["a way today", viewer, { field: "behavior.sequence", operator: "eq", value: true, steps, within: day }, until],
        ["seen today", viewer, { field: "visit.last_seen", operator: "in_last", value: day }, until],
        ["not seen today", viewer, { field: "visit.last_seen", operator: "not_in_last", value: day }, from],
        ["no views today", viewer, { field: "behavior.page_views", operator: "lt", value: 1, within: day }, from],
        ["views since yesterday", earlier, { field: "behavior.page_views", operator: "gte", value: 1, within: two }, until],
        ["seen since yesterday", earlier, { field: "visit.last_seen", operator: "in_last", value: two }, until],
        ["no views since yesterday", earlier, { field: "behavior.page_views", operator: "eq", value: 0, within: two }, from],
        ["views from tomorrow on", ahead, { field: "behavior.page_views", operator: "gte", value: 1, within: { from: today } }, from],
        ["two views by today", ahead, { field: "behavior.page_views", operator: "gte", value: 2, within: { to: yesterday } }, until],
        ["views of a page by today", ahead, { field: "behavior.page_views", operator: "gte", value: 1, within: { to: yesterday }, ...onSale }, until],
        ["active on two days", ahead, { field: "visit.days_active", operator: "gte", value: 2 }, from],
        ["orders of today", buyer, { field: "purchase.orders", operator: "gte", value: 1, within: day }, until],
        ["spent nothing today", buyer, { field: "purchase.spent", operator: "eq", value: 0, within: day }, from],
        ["ordered today", buyer, { field: "purchase.last_order_at", operator: "in_last", value: day }, until],
        ["orders from tomorrow on", early, { field: "purchase.orders", operator: "gte", value: 1, within: { from: today } }, from],
        ["orders by today", early, { field: "purchase.orders", operator: "gte", value: 1, within: { to: yesterday } }, until],
        ["carts abandoned today", owner, { field: "purchase.abandoned_carts", operator: "gte", value: 1, within: day }, until],
        ["of age", someone, { field: "attribute.age", operator: "gte", value: 18 }, from],
        ["seventeen", someone, { field: "attribute.age", operator: "eq", value: 17 }, until],
        ["birthday today", someone, { field: "attribute.birthday", operator: "anniversary_in_next", value: { next: 1, unit: "day" } }, from],
        ["a customer for a year today", someone, { field: "attribute.customer_since", operator: "anniversary_in_next", value: { next: 1, unit: "day" } }, from],
        ["renews today", someone, { field: "attribute.custom.renewal", operator: "in_next", value: { next: 1, unit: "day" } }, from],
        ["call within a week", someone, { field: "attribute.custom.next_call", operator: "in_next", value: { next: 7, unit: "day" } }, from],
        ["trial ended today", someone, { field: "attribute.custom.trial_end", operator: "in_last", value: day }, until],
        ["trial did not end today", someone, { field: "attribute.custom.trial_end", operator: "not_in_last", value: day }, from],
        // A day is reached at its first instant.
        ["renews within the hour", someone, { field: "attribute.custom.renewal", operator: "in_next", value: { next: 60, unit: "minute" } }, "○●●●○○○"],
        ["renewed within the hour", someone, { field: "attribute.custom.renewal", operator: "in_last", value: { last: 1, unit: "hour" } }, "○○○●●●○"],
      ])
    })
  })

  it.each(HOURS)("turns after an hour in %s, from %s to %s: %s", async (zone, from, to) => {
    await inShop(zone, new Date(Date.parse(from) + MINUTE), async (audience) => {
      const person = people(audience)
      const viewer = await person.visitor({ at: from, name: "page_viewed" }, { at: from, name: "product_viewed" })
      const buyer = await person.buyer(new Date(from))
      const owner = await person.cartOwner(new Date(from))
      const hour: Last = { last: 1, unit: "hour" }
      const minutes: Last = { last: 60, unit: "minute" }
      const longer: Last = { last: 90, unit: "minute" }
      // The window holds both of its ends: a fact leaves it one tick after the hour.
      const [until, since] = ["●●○○○", "○○●●●"]

      // prettier-ignore
      await follow(audience, Date.parse(to), [-1, 0, 1, 30 * MINUTE, 30 * MINUTE + 1], [
        ["views of the hour", viewer, { field: "behavior.page_views", operator: "gte", value: 1, within: hour }, until],
        ["views of 60 minutes", viewer, { field: "behavior.page_views", operator: "gte", value: 1, within: minutes }, until],
        ["no views for an hour", viewer, { field: "behavior.page_views", operator: "lt", value: 1, within: hour }, since],
        ["visits of the hour", viewer, { field: "visit.sessions", operator: "gte", value: 1, within: hour }, until],
        ["active in the hour", viewer, { field: "visit.days_active", operator: "gte", value: 1, within: hour }, until],
        ["seen in the hour", viewer, { field: "visit.last_seen", operator: "in_last", value: minutes }, until],
        ["not seen for an hour", viewer, { field: "visit.first_seen", operator: "not_in_last", value: hour }, since],
        ["orders of the hour", buyer, { field: "purchase.orders", operator: "gte", value: 1, within: hour }, until],
        ["spent in the hour", buyer, { field: "purchase.spent", operator: "gt", value: 0, within: hour }, until],
        ["not ordered for an hour", buyer, { field: "purchase.last_order_at", operator: "not_in_last", value: minutes }, since],
        ["a cart left for 60 minutes", owner, { field: "purchase.abandoned_carts", operator: "gte", value: 1 }, "○●●●●"],
        ["a cart of the last 90 minutes", owner, { field: "purchase.abandoned_carts", operator: "gte", value: 1, within: longer }, "○●●●○"],
        ["no cart left behind", owner, { field: "purchase.abandoned_carts", operator: "eq", value: 0 }, "●○○○○"],
      ])
    })
  })

  it("lets who was born on a 29th of February come of age on the 1st of March of a common year", async () => {
    // 2026-03-01 begins in Tokyo, at +9, at 15:00 of the day before.
    const midnight = Date.parse("2026-02-28T15:00:00.000Z")
    await inShop("Asia/Tokyo", new Date(midnight - HOUR), async (audience) => {
      const born = await people(audience).customer({ attributes: { birthday: "2008-02-29" } })
      await follow(
        audience,
        midnight,
        [-1, 0, 24 * HOUR - 1, 24 * HOUR],
        [
          ["of age", born, { field: "attribute.age", operator: "gte", value: 18 }, "○●●●"],
          ["birthday", born, { field: "attribute.birthday", operator: "anniversary_in_next", value: { next: 1, unit: "day" } }, "○●●○"],
        ]
      )
    })
  })

  it("counts a visit between two midnights of one day to that day", async () => {
    // 00:30 in Havana, at -4; at 05:00Z it is midnight again, at -5, and the day goes on until 05:00Z of the next.
    const between = "2026-11-01T04:30:00.000Z"
    await inShop("America/Havana", new Date("2026-11-01T04:40:00.000Z"), async (audience) => {
      const viewer = await people(audience).visitor({ at: between })
      const lastOfYesterday = await people(audience).visitor({ at: "2026-11-01T03:59:59.999Z" })
      const today: RuleCondition = { field: "behavior.page_views", operator: "gte", value: 1, within: { last: 1, unit: "day" } }
      await follow(
        audience,
        Date.parse("2026-11-01T05:00:00.000Z"),
        [-1, 0, 24 * HOUR - 1, 24 * HOUR],
        [
          ["views of today", viewer, today, "●●●○"],
          ["last views of yesterday", lastOfYesterday, today, "○○○○"],
        ]
      )
    })
  })
})

type Last = Extract<RuleCondition["within"], { last: number }>

/** A calendar day so many days later, whatever the zone. */
const days = (day: string, later: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + later * 24 * HOUR).toISOString().slice(0, 10)

async function inShop(zone: string, now: Date, check: (audience: TestAudience) => Promise<void>): Promise<void> {
  const audience = await createTestAudience({ now, options: { timeZone: zone, cartAbandonedAfterMinutes: 60 } })
  try {
    for (const key of ["renewal", "trial_end", "next_call"]) await audience.identity.defineAttribute({ key, label: key, type: "date" })
    await check(audience)
  } finally {
    await audience.database.drop()
  }
}

/**
 * Makes a segment of each question, then lets time pass from one instant to the next and nothing else happen: the evaluator's
 * own rounds must bring the stored members to what each question's course says.
 */
async function follow(audience: TestAudience, turn: number, offsets: readonly number[], courses: readonly Course[]): Promise<void> {
  const { segments, membership, clock, database } = audience
  const ids: string[] = []
  for (const [name, , condition] of courses) ids.push((await segments.create({ name, rule: { match: "all", rules: [condition] } })).id)
  await membership.tick()
  // Whatever else the rounds do, it is not for somebody who was touched.
  expect(await database.rows(sql`select from audience.touched`)).toEqual([])
  const seen = courses.map(() => "")
  for (const offset of offsets) {
    clock.set(new Date(turn + offset))
    await membership.tick()
    for (const [index, [, person]] of courses.entries()) {
      const members = await membership.members(ids[index] ?? "")
      seen[index] += members.has(person) ? "●" : "○"
      members.dispose()
    }
  }
  const told = (answer: (index: number) => string | undefined): string[] => courses.map(([name], index) => `${answer(index)} ${name}`)
  expect(told((index) => seen[index])).toEqual(told((index) => courses[index]?.[3]))
}
