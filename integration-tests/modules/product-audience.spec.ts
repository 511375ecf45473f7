import sql from "sql-template-tag"
import { createTestAudience, type TestAudience } from "../support/audience"
import { createProfiles, writeRawBatch } from "../support/raw-events"
import { segmentOf } from "./reports-world"

const NOW = "2026-03-15T12:00:00Z"
const TEAPOT = "prod_teapot"

let audience: TestAudience
let fans: string, others: string, empty: string

/** Twenty people, the first ten of whom are the fans; the last one is internal. */
beforeAll(async () => {
  audience = await createTestAudience({ now: NOW, options: { timeZone: "Europe/Berlin" } })
  const db = audience.database
  await audience.collection.ensurePartitions(new Date("2026-01-01"), new Date("2026-04-01"))
  const people = await createProfiles(db, 20)
  await db.execute(sql`update audience.profile set internal = true where id = ${people.at(-1)}`)
  const view = (profileId: number, at: string, productId = TEAPOT) => ({ profileId, visitorId: profileId, session: "0190a000-0000-7000-8000-000000000000", at, name: "product_viewed", productId }) // prettier-ignore
  await writeRawBatch(db, [
    ...people.slice(0, 8).map((id) => view(id, "2026-03-10T10:00:00Z")),
    // Twice counts once; the 13 February in Berlin is the 30th day back, the moment before it is not.
    view(people[0] ?? 0, "2026-03-11T10:00:00Z"),
    view(people[10] ?? 0, "2026-02-13T23:00:00Z"),
    view(people[11] ?? 0, "2026-02-13T22:59:59Z"),
    view(people[12] ?? 0, "2026-03-10T10:00:00Z", "prod_cup"),
    { ...view(people[13] ?? 0, "2026-03-10T10:00:00Z"), name: "product_added" },
    view(people[19] ?? 0, "2026-03-10T10:00:00Z"),
  ])
  const order = async (profileId: number | undefined, at: string, canceled = false): Promise<void> => {
    const id = `order_${profileId}_${at}`
    await db.execute(sql`insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, canceled_at, updated_at)
      values (${id}, ${profileId}, 'eur', 10, 10, ${at}, ${canceled ? at : null}, ${at})`)
    await db.execute(sql`insert into audience.order_line (order_id, line_id, profile_id, placed_at, product_id, quantity, total, total_reporting)
      values (${id}, 'l', ${profileId}, ${canceled ? null : at}::timestamptz, ${TEAPOT}, 1, 10, 10)`)
  }
  await order(people[1], "2026-03-01T10:00:00Z")
  await order(people[1], "2025-06-01T10:00:00Z")
  await order(people[2], "2024-06-01T10:00:00Z")
  await order(people[3], "2026-03-01T10:00:00Z", true)
  await order(people[15], "2025-06-01T10:00:00Z")
  fans = await segmentOf(audience, people.slice(0, 10), { handle: "fans" })
  others = await segmentOf(audience, people.slice(10), { handle: "others" })
  empty = await segmentOf(audience, [], { handle: "empty" })
})

afterAll(() => audience.database.drop())

describe("productAudience", () => {
  it("counts people who viewed and bought lately, against everybody", async () => {
    const answer = await audience.reports.productAudience(TEAPOT)
    expect(answer).toMatchObject({ product_id: TEAPOT, viewed_days: 30, bought_days: 365, total: 19, viewers: 9, buyers: 2 })
    expect(answer.segments.map(({ id }) => id)).toEqual([fans, others])
    const [first, second] = answer.segments
    expect(first).toMatchObject({ name: "fans", members: 10, viewed: { people: 8, share: 0.8 }, bought: { people: 1, share: 0.1 } })
    expect(first?.viewed.share_all).toBeCloseTo(9 / 19, 9)
    expect(first?.viewed.index).toBeCloseTo((0.8 / (9 / 19)) * 100, 6)
    // 8 of 10 fans and 1 of 9 others: hardly chance. 1 of 10 and 1 of 9: nothing but chance.
    expect(first?.viewed.p_value).toBeLessThan(0.05)
    expect(first?.bought.p_value).toBeGreaterThan(0.5)
    expect(second).toMatchObject({ name: "others", members: 9, viewed: { people: 1 }, bought: { people: 1 } })
  })

  it("leaves out segments of nobody, and is zero for a product that nobody knows", async () => {
    const answer = await audience.reports.productAudience("prod_none")
    expect(answer).toMatchObject({ viewers: 0, buyers: 0 })
    expect(answer.segments.map(({ id }) => id)).not.toContain(empty)
    expect(answer.segments.map(({ viewed }) => viewed.index)).toEqual([null, null])
  })
})
