import sql from "sql-template-tag"
import { createTestAudience, type TestAudience } from "../support/audience"
import { createProfiles } from "../support/raw-events"

describe("historyOf", () => {
  let audience: TestAudience
  let eve: number
  let kim: number

  beforeEach(async () => {
    audience = await createTestAudience({ now: "2026-03-10T09:00:00Z" })
    ;[eve, kim] = (await createProfiles(audience.database, 2)) as [number, number]
  })
  afterEach(() => audience.database.drop())

  /** A decision by hand and the evaluation that follows, a minute after what was before. */
  async function decide(id: string, decisions: Parameters<TestAudience["membership"]["decide"]>[1]): Promise<Date> {
    audience.clock.advance(60_000)
    await audience.membership.decide(id, decisions)
    await audience.membership.tick()
    return audience.clock.now()
  }
  const told = async (profile: number): Promise<string[]> =>
    (await audience.membership.historyOf(profile, { limit: 10 })).moves.map(
      ({ segment, kind, at }) => `${kind} ${segment.name} ${at.toISOString()}`
    )

  it("tells which segments one person entered and left, the latest first, and nothing of others", async () => {
    const first = await audience.segments.create({ name: "First", kind: "static" })
    const second = await audience.segments.create({ name: "Second", kind: "static" })
    const entered = await decide(first.id, { add: [eve, kim] })
    const then = await decide(second.id, { add: [eve] })
    const left = await decide(first.id, { remove: [eve] })
    expect(await told(eve)).toEqual([
      `left First ${left.toISOString()}`,
      `entered Second ${then.toISOString()}`,
      `entered First ${entered.toISOString()}`,
    ])
    expect(await told(kim)).toEqual([`entered First ${entered.toISOString()}`])
  })

  it("is read on page by page without a gap, until there is no more", async () => {
    const { id } = await audience.segments.create({ name: "Turns", kind: "static" })
    for (let turn = 0; turn < 3; turn++) {
      await decide(id, { add: [eve] })
      await decide(id, { remove: [eve] })
    }
    const whole = await audience.membership.historyOf(eve, { limit: 10 })
    expect(whole.moves.map(({ kind }) => kind)).toEqual(["left", "entered", "left", "entered", "left", "entered"])
    expect(whole.next).toBeNull()
    const moves = []
    for (let before: number | null = null; ;) {
      const page = await audience.membership.historyOf(eve, { limit: 4, before })
      moves.push(...page.moves)
      before = page.next
      if (before === null) break
    }
    expect(moves).toEqual(whole.moves)
  })

  it("goes back no further in one answer than a page can wait for, and says where to read on", async () => {
    const { id } = await audience.segments.create({ name: "Busy", kind: "static" })
    const entered = await decide(id, { add: [eve] })
    await audience.database.execute(sql`
      insert into audience.segment_change (segment_id, version, changed_at, entered, entered_count, left_members, left_count)
      select segment_id, version, changed_at + g * interval '1 second', left_members, 0, left_members, 0
      from audience.segment_change, generate_series(1, 10001) g where segment_id = ${id}`)
    const first = await audience.membership.historyOf(eve, { limit: 10 })
    expect(first).toEqual({ moves: [], next: expect.any(Number) as number })
    const second = await audience.membership.historyOf(eve, { limit: 10, before: first.next })
    expect(second).toEqual({ moves: [{ segment: { id, name: "Busy" }, kind: "entered", at: entered, version: 1 }], next: null })
  })

  it("leaves deleted segments out", async () => {
    const { id } = await audience.segments.create({ name: "Gone", kind: "static" })
    await decide(id, { add: [eve] })
    await audience.segments.delete(id)
    expect(await told(eve)).toEqual([])
  })
})
