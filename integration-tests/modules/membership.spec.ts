import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import type { ProfileSet } from "../../src/modules/audience/lib/bitmap"
import { createTestAudience, type TestAudience } from "../support/audience"

const groupMember = (group: string): RuleGroup => ({
  match: "all",
  rules: [{ field: "attribute.customer_groups", operator: "has_any", value: [group] }],
})
const inSegment = (id: string): RuleGroup => ({
  match: "all",
  not: true,
  rules: [{ field: "attribute.segments", operator: "has_any", value: [id] }],
})

describe("membership", () => {
  let audience: TestAudience
  let profiles: number[]

  beforeEach(async () => {
    audience = await createTestAudience({ now: "2026-03-10T09:00:00Z", options: { timeZone: "Europe/Berlin" } })
    profiles = []
    for (const name of ["ada", "ben", "cleo", "dan"]) {
      profiles.push(
        await audience.identity.saveCustomer({
          ...{ id: `cus_${name}`, email: `${name}@shop.test`, first_name: name, last_name: null, phone: null, has_account: true },
          ...{ group_ids: name === "ada" ? ["vip"] : [], metadata: null, deleted_at: null },
          ...{ created_at: new Date("2026-01-01T00:00:00Z"), updated_at: new Date("2026-01-01T00:00:00Z") },
        })
      )
    }
  })
  afterEach(() => audience.database.drop())

  const idsOf = (set: ProfileSet): number[] => set.toArray()
  const members = async (id: string): Promise<number[]> => idsOf(await audience.membership.members(id))
  async function setGroups(profile: number, groups: string[]): Promise<void> {
    await audience.database.transaction(async (tx) => {
      await tx.execute(sql`update audience.customer set group_ids = ${groups}::text[] where profile_id = ${profile}`)
      await audience.rollups.touch(tx, [profile])
    })
  }

  it("moves people in and out as their facts change, and keeps who, when and how many", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0]])

    const noon = new Date("2026-03-11T11:00:00Z")
    audience.clock.set(noon)
    await setGroups(profiles[1]!, ["vip"])
    await setGroups(profiles[0]!, [])
    expect(await audience.membership.tick()).toEqual({ evaluated: 1, changed: 1 })
    expect(await members(segment.id)).toEqual([profiles[1]])

    const changes = await audience.membership.changes(segment.id, new Date("2026-03-10T12:00:00Z"), noon)
    expect(idsOf(changes.entered)).toEqual([profiles[1]])
    expect(idsOf(changes.left)).toEqual([profiles[0]])
    expect(await audience.membership.segmentsOf(profiles[1]!)).toEqual([{ id: segment.id, handle: "vip", name: "VIP", since: noon }])
    expect(await audience.membership.segmentsOf(profiles[0]!)).toEqual([])
  })

  it("counts somebody who left and came back between two instants as neither", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    for (const groups of [[], ["vip"]]) {
      audience.clock.advance(60_000)
      await setGroups(profiles[0]!, groups)
      await audience.membership.tick()
    }
    const { entered, left } = await audience.membership.changes(segment.id, new Date("2026-03-10T09:00:00Z"), audience.clock.now())
    expect([idsOf(entered), idsOf(left)]).toEqual([[], []])
  })

  it("answers a trend without holes, in days of the shop's zone", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    // 23:30 UTC on the 12th is half past midnight on the 13th in Berlin.
    audience.clock.set("2026-03-12T23:30:00Z")
    await setGroups(profiles[1]!, ["vip"])
    await setGroups(profiles[2]!, ["vip"])
    await audience.membership.tick()
    audience.clock.set("2026-03-14T10:00:00Z")
    await setGroups(profiles[0]!, [])
    await audience.membership.tick()
    expect(await audience.membership.trend(segment.id, "2026-03-01", "2026-03-31", "day")).toEqual([
      { date: "2026-03-10", members: 1, entered: 1, left: 0 },
      { date: "2026-03-11", members: 1, entered: 0, left: 0 },
      { date: "2026-03-12", members: 1, entered: 0, left: 0 },
      { date: "2026-03-13", members: 3, entered: 2, left: 0 },
      { date: "2026-03-14", members: 2, entered: 0, left: 1 },
    ])
    expect(await audience.membership.trend(segment.id, "2026-03-01", "2026-03-31", "week")).toEqual([
      { date: "2026-03-09", members: 2, entered: 3, left: 1 },
    ])
    expect(await audience.membership.trend(segment.id, "2026-03-12", "2026-03-13", "day")).toEqual([
      { date: "2026-03-12", members: 1, entered: 0, left: 0 },
      { date: "2026-03-13", members: 3, entered: 2, left: 0 },
    ])
  })

  it("evaluates a segment after those its rule refers to, in the same round", async () => {
    const vip = await audience.segments.create({ name: "Z VIP", rule: groupMember("vip") })
    const others = await audience.segments.create({ name: "A others", rule: inSegment(vip.id) })
    await audience.membership.tick()
    expect(await members(others.id)).toEqual(profiles.slice(1))
    await setGroups(profiles[3]!, ["vip"])
    await audience.membership.tick()
    expect(await members(others.id)).toEqual([profiles[1], profiles[2]])
  })

  it("keeps a failing segment's members, says why, stops no other, and catches up when it is mended", async () => {
    const broken = await audience.segments.create({ name: "Broken", rule: groupMember("vip") })
    const sound = await audience.segments.create({ name: "Sound", rule: groupMember("vip") })
    await audience.membership.tick()
    const unknownField = JSON.stringify({ match: "all", rules: [{ field: "purchase.loyalty_stars", operator: "gte", value: 1 }] })
    await audience.database.execute(sql`update audience.segment set rule = ${unknownField}::jsonb, version = 2 where id = ${broken.id}`)
    await setGroups(profiles[1]!, ["vip"])
    await audience.membership.tick()
    expect(await members(sound.id)).toEqual([profiles[0], profiles[1]])
    expect(await members(broken.id)).toEqual([profiles[0]])
    const failed = await audience.segments.get(broken.id)
    expect(failed.error).toContain("purchase.loyalty_stars")
    expect(failed.failed_at).toEqual(audience.clock.now())

    await audience.segments.update(broken.id, { rule: groupMember("vip") })
    await audience.membership.tick()
    expect(await members(broken.id)).toEqual([profiles[0], profiles[1]])
    expect((await audience.segments.get(broken.id)).error).toBeNull()
  })

  it("takes up what was touched before a process ended", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    await setGroups(profiles[2]!, ["vip"])
    // The process takes the queue, then ends before it evaluates: its memory is gone.
    await audience.database.execute(sql`delete from audience.touched`)
    audience.membership.forget()
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0], profiles[2]])
  })

  it("does not let an older evaluation replace a newer one", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    audience.clock.set("2026-03-10T08:00:00Z")
    await audience.database.execute(sql`update audience.customer set group_ids = '{}' where profile_id = ${profiles[0]!}`)
    await audience.membership.evaluate(segment.id)
    expect(await members(segment.id)).toEqual([profiles[0]])
  })

  it("takes people out who were merged away", async () => {
    const segment = await audience.segments.create({ name: "Everybody", rule: { match: "all", rules: [] } })
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual(profiles)
    await audience.database.execute(sql`update audience.customer set has_account = false where profile_id = ${profiles[1]!}`)
    await audience.identity.merge(profiles[0]!, profiles[1]!, "test")
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0], profiles[2], profiles[3]])
  })

  it("tells a storefront published segments only", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip"), published: true })
    await audience.segments.create({ name: "Secret", rule: groupMember("vip") })
    await audience.membership.tick()
    expect(await audience.membership.segmentsOf(profiles[0]!, { publishedOnly: true })).toEqual([
      { id: segment.id, handle: "vip", name: "VIP", since: null },
    ])
  })
})
