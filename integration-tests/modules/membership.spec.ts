import { randomUUID } from "node:crypto"
import { DateTime } from "luxon"
import { Client } from "pg"
import sql, { raw } from "sql-template-tag"
import type { Filter, RuleGroup } from "../../src/contract"
import type { ProductRecord } from "../../src/modules/audience"
import { createAudience } from "../../src/modules/audience/audience"
import type { ProfileSet } from "../../src/modules/audience/lib/bitmap"
import { openDatabase } from "../../src/modules/audience/lib/database"
import { createTestAudience, type TestAudience } from "../support/audience"
import { writeRawBatch } from "../support/raw-events"
import { waitForBlocked } from "../support/wait-for-blocked"

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
  const touched = async (): Promise<number> =>
    (await audience.database.rows<{ count: number }>(sql`select count(*) as count from audience.touched`))[0]?.count ?? 0
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

  it("tells who was in at the end of a past day of the shop's zone, in lists and in files", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    // Two minutes to midnight in Berlin, and two minutes past it: in UTC both are the 11th.
    for (const [at, joins] of [
      ["2026-03-11T22:58:00Z", 1],
      ["2026-03-11T23:02:00Z", 2],
    ] as const) {
      // prettier-ignore
      audience.clock.set(at)
      await setGroups(profiles[joins]!, ["vip"])
      await audience.membership.tick()
    }
    await setGroups(profiles[0]!, [])
    audience.clock.set("2026-03-14T09:00:00Z")
    await audience.membership.tick()

    const emails = async (at?: string): Promise<(string | null)[]> =>
      (await audience.reports.members(segment.id, { fields: [], limit: 50, order: "attribute.email", ...(at ? { at } : {}) })).members.map(
        ({ email }) => email
      )
    const [ada, ben, cleo] = ["ada@shop.test", "ben@shop.test", "cleo@shop.test"]
    expect(await emails("2026-03-09")).toEqual([])
    expect(await emails("2026-03-10")).toEqual([ada])
    expect(await emails("2026-03-11")).toEqual([ada, ben])
    expect(await emails("2026-03-12")).toEqual([ada, ben, cleo])
    expect(await emails("2026-03-14")).toEqual([ben, cleo])
    expect(await emails()).toEqual([ben, cleo])
    await expect(emails("2026-03-15")).rejects.toThrow("at: 2026-03-15 is still to come")

    const file = await audience.exports.csv(segment.id, { fields: ["attribute.email"], at: "2026-03-11", order: "attribute.email" })
    const lines = Buffer.concat(await file.toArray()).toString("utf8").trim().split("\r\n") // prettier-ignore
    expect(lines.slice(1).map((line) => line.split(",").at(-1))).toEqual([ada, ben])
    await expect(audience.exports.csv(null, { fields: ["attribute.email"], at: "2026-03-11" })).rejects.toThrow("at: only a segment")
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

  it("looks at everybody who viewed a product again when it moves to another category", async () => {
    const [viewer = 0, , , stranger = 0] = profiles
    const lamp = (category: string): ProductRecord => ({
      ...{ id: "prod_lamp", title: "Lamp", handle: null, thumbnail: null, collection_id: null, type_id: null },
      ...{ category_ids: [category], tag_ids: [], updated_at: audience.clock.now(), deleted_at: null },
    })
    const viewed = (operator: "gte" | "lt"): RuleGroup => {
      const where: Filter[] = [{ dimension: "category_id", operator: "eq", value: "pcat_light" }]
      return { match: "all", rules: [{ field: "behavior.product_views", operator, value: 1, where }] }
    }
    await audience.facts.saveProducts([lamp("pcat_light")])
    const at = audience.clock.now()
    await audience.collection.ensurePartitions(at, at)
    const view = { profileId: viewer, visitorId: 1, session: randomUUID(), at, name: "product_viewed", productId: "prod_lamp" }
    await writeRawBatch(audience.database, [view])
    await audience.rollups.fold()
    const viewers = await audience.segments.create({ name: "Viewers", rule: viewed("gte") })
    const others = await audience.segments.create({ name: "Others", rule: viewed("lt") })
    await audience.membership.tick()
    expect(await members(viewers.id)).toEqual([viewer])

    await audience.facts.saveProducts([lamp("pcat_garden")])
    await audience.membership.tick()
    expect([await members(viewers.id), await members(others.id)]).toEqual([[], profiles])
    await audience.facts.saveProducts([lamp("pcat_light")])
    // Somebody else who is touched in the same round must not make the viewers' debt look paid.
    await setGroups(stranger, ["vip"])
    await audience.membership.tick()
    expect([await members(viewers.id), await members(others.id)]).toEqual([[viewer], profiles.slice(1)])
  })

  it("looks at everybody again when retention has deleted events that a rule counted", async () => {
    const [viewer = 0] = profiles
    const at = new Date("2026-03-01T12:00:00Z")
    await audience.collection.ensurePartitions(at, at)
    await writeRawBatch(audience.database, [{ profileId: viewer, visitorId: 1, session: randomUUID(), at, path: "/sale" }])
    await audience.rollups.fold()
    const where: Filter[] = [{ dimension: "path", operator: "eq", value: "/sale" }]
    const rule: RuleGroup = { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where }] }
    const segment = await audience.segments.create({ name: "Saw the sale", rule })
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([viewer])
    audience.clock.set(new Date(at.getTime() + (audience.options.retention.events + 2) * 86_400_000))
    expect((await audience.privacy.applyRetention()).events).toBe(1)
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([])
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

  it("stores what a round has found in one transaction; where one segment cannot be stored, the others are by themselves", async () => {
    const { id: broken } = await audience.segments.create({ name: "Broken", rule: groupMember("vip") })
    const { id: sound } = await audience.segments.create({ name: "Sound", rule: groupMember("vip") })
    const { id: outside } = await audience.segments.create({ name: "Outside", rule: inSegment(broken) })
    await audience.membership.tick()
    const transactions = sql`select count(distinct xmin::text) as count, count(*) as changes from audience.segment_change`
    expect(await audience.database.rows(transactions)).toEqual([{ count: 1, changes: 3 }])

    await audience.database.execute(
      sql`alter table audience.segment_change add constraint refused check (segment_id <> ${raw(`'${broken}'`)}) not valid`
    )
    try {
      await setGroups(profiles[1]!, ["vip"])
      expect(await audience.membership.tick()).toEqual({ evaluated: 3, changed: 2 })
      expect(await members(sound)).toEqual([profiles[0], profiles[1]])
      expect(await members(broken)).toEqual([profiles[0]])
      expect((await audience.segments.get(broken)).error).toContain("refused")
      expect((await audience.segments.get(sound)).error).toBeNull()
      expect(await touched()).toBe(0)
    } finally {
      await audience.database.execute(sql`alter table audience.segment_change drop constraint refused`)
    }
    audience.clock.advance(5_000)
    await audience.membership.tick()
    for (const id of [broken, sound]) expect(await members(id)).toEqual([profiles[0], profiles[1]])
    expect(await members(outside)).toEqual([profiles[2], profiles[3]])
    expect((await audience.segments.get(broken)).error).toBeNull()
  })

  it("tries a failing segment again after a while, and then knows everybody who was touched meanwhile", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    const setRule = (rule: unknown) =>
      audience.database.execute(sql`update audience.segment set rule = ${JSON.stringify(rule)}::jsonb where id = ${segment.id}`)
    await setRule({ match: "all", rules: [{ field: "purchase.loyalty_stars", operator: "gte", value: 1 }] })
    for (const profile of [profiles[1]!, profiles[2]!]) {
      await setGroups(profile, ["vip"])
      await audience.membership.tick()
    }
    await setRule(groupMember("vip"))
    audience.clock.advance(4_999)
    expect(await audience.membership.tick()).toEqual({ evaluated: 0, changed: 0 })
    expect((await audience.segments.get(segment.id)).error).toContain("purchase.loyalty_stars")
    audience.clock.advance(1)
    expect(await audience.membership.tick()).toEqual({ evaluated: 1, changed: 1 })
    expect(await members(segment.id)).toEqual(profiles.slice(0, 3))
    expect(await audience.segments.get(segment.id)).toMatchObject({ error: null, failed_at: null })
  })

  it("leaves touched profiles to the next process when it dies before their changes are committed", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    const dying = createAudience({ ...audience, database: openDatabase({ connectionString: audience.database.url }, () => undefined) })
    await dying.membership.tick()
    await setGroups(profiles[2]!, ["vip"])
    const blocker = new Client({ connectionString: audience.database.url })
    await blocker.connect()
    await blocker.query("begin")
    await blocker.query("select from audience.segment for update")
    const tick = expect(dying.membership.tick()).rejects.toThrow()
    const blocked = await waitForBlocked(audience.database)
    // A process that is dying opens no further connections.
    const ended = dying.database.close()
    await audience.database.rows(sql`select pg_terminate_backend(${blocked})`)
    await tick
    await ended
    await blocker.end()
    expect(await members(segment.id)).toEqual([profiles[0]])
    expect(await touched()).toBe(1)
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0], profiles[2]])
    expect(await touched()).toBe(0)
  })

  it("stays right when two processes both believe that they hold the lock", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    const other = createAudience(audience)
    const expected = new Set([profiles[0]!])
    for (const [index, evaluator] of [audience, other, other, audience, audience, other, audience, other].entries()) {
      audience.clock.advance(1000)
      const profile = profiles[index % 3]!
      if (!expected.delete(profile)) expected.add(profile)
      await setGroups(profile, expected.has(profile) ? ["vip"] : [])
      await evaluator.membership.tick()
      expect(await members(segment.id)).toEqual([...expected].sort((one, another) => one - another))
    }
    expect(await touched()).toBe(0)
  })

  it("looks at touched profiles only, also after quiet rounds", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    for (let round = 0; round < 3; round++) await audience.membership.tick()
    // Nobody was told of this one.
    await audience.database.execute(sql`update audience.customer set group_ids = '{vip}' where profile_id = ${profiles[1]!}`)
    await setGroups(profiles[2]!, ["vip"])
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0], profiles[2]])
    audience.membership.forget()
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual(profiles.slice(0, 3))
  })

  it("says once a minute that members are still right when nothing has happened", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    const evaluatedAt = async (): Promise<string | undefined> => (await audience.segments.get(id)).evaluated_at?.toISOString()
    audience.clock.set("2026-03-10T09:00:59.999Z")
    await audience.membership.tick()
    expect(await evaluatedAt()).toBe("2026-03-10T09:00:00.000Z")
    audience.clock.set("2026-03-10T09:01:00Z")
    expect(await audience.membership.tick()).toEqual({ evaluated: 0, changed: 0 })
    expect(await evaluatedAt()).toBe("2026-03-10T09:01:00.000Z")
  })

  it("notices what another process has stored", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    audience.clock.advance(1000)
    // As an evaluation that began earlier and was stored later would leave it.
    await audience.database.execute(
      sql`update audience.segment set members = null, members_count = 0, evaluation = nextval('audience.evaluation') where id = ${id}`
    )
    await audience.membership.tick()
    expect(await members(id)).toEqual([profiles[0]])
  })

  it("lets a cart become abandoned at its minute though nothing happens", async () => {
    const { id } = await audience.segments.create({
      name: "Cart abandoners",
      rule: { match: "all", rules: [{ field: "purchase.abandoned_carts", operator: "gte", value: 1 }] },
    })
    await audience.database.transaction(async (tx) => {
      await tx.execute(sql`
        insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at)
        values ('cart_1', ${profiles[1]!}, 'eur', 20, 20, 1, '2026-03-10T08:30:00Z', '2026-03-10T08:30:20Z')`)
      await audience.rollups.touch(tx, [profiles[1]!])
    })
    await audience.membership.tick()
    expect(await members(id)).toEqual([])
    audience.clock.set("2026-03-10T09:30:19Z")
    await audience.membership.tick()
    expect(await members(id)).toEqual([])
    audience.clock.set("2026-03-10T09:30:30Z")
    await audience.membership.tick()
    expect(await members(id)).toEqual([profiles[1]])
  })

  it("turns day windows at midnight of the shop's zone", async () => {
    const { id } = await audience.segments.create({
      name: "Ordered today",
      rule: { match: "all", rules: [{ field: "purchase.orders", operator: "gte", value: 1, within: { last: 1, unit: "day" } }] },
    })
    await audience.database.transaction(async (tx) => {
      await tx.execute(sql`
        insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, updated_at)
        values ('order_1', ${profiles[3]!}, 'eur', 20, 20, '2026-03-10T08:30:00Z', '2026-03-10T08:30:00Z')`)
      await audience.rollups.refreshStates(tx, [profiles[3]!])
      await audience.rollups.touch(tx, [profiles[3]!])
    })
    // Midnight in Berlin is 23:00 UTC in March.
    for (const [now, expected] of [
      ["2026-03-10T09:00:00Z", [profiles[3]]],
      ["2026-03-10T22:59:59Z", [profiles[3]]],
      ["2026-03-10T23:00:00Z", []],
    ] as const) {
      audience.clock.set(now)
      await audience.membership.tick()
      expect(await members(id)).toEqual(expected)
    }
    expect(await audience.membership.trend(id, "2026-03-10", "2026-03-11", "day")).toEqual([
      { date: "2026-03-10", members: 1, entered: 1, left: 0 },
      { date: "2026-03-11", members: 0, entered: 0, left: 1 },
    ])
  })

  it("agrees with a replay of who was in when: trend of days, weeks and months, and changes between any two instants", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    const start = Date.parse("2026-03-10T09:00:00Z")
    // A fixed linear congruence: a failure can be read again.
    let seed = 20_260_310
    const random = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below
    const history = [{ at: start, members: new Set([profiles[0]!]) }]
    await audience.membership.tick()
    for (let at = start, step = 0; step < 40; step++) {
      at += (1 + random(36 * 60)) * 60_000
      const now = new Set(history.at(-1)?.members)
      audience.clock.set(new Date(at))
      for (let people = random(3); people >= 0; people--) {
        const profile = profiles[random(profiles.length)]!
        if (!now.delete(profile)) now.add(profile)
        await setGroups(profile, now.has(profile) ? ["vip"] : [])
      }
      await audience.membership.tick()
      history.push({ at, members: now })
    }
    const membersAt = (at: number): Set<number> => history.findLast((moment) => moment.at <= at)?.members ?? new Set()
    const minus = (one: Set<number>, other: Set<number>): number[] =>
      [...one].filter((profile) => !other.has(profile)).sort((a, b) => a - b)

    for (let pair = 0; pair < 60; pair++) {
      const [from, to] = [random(history.length), random(history.length)]
        .sort((one, other) => one - other)
        .map((index) => history[index]!.at)
      const { entered, left } = await audience.membership.changes(id, new Date(from!), new Date(to!))
      expect(idsOf(entered)).toEqual(minus(membersAt(to!), membersAt(from!)))
      expect(idsOf(left)).toEqual(minus(membersAt(from!), membersAt(to!)))
    }

    const last = history.at(-1)!.at
    for (const interval of ["day", "week", "month"] as const) {
      const expected = new Map<string, { date: string; members: number; entered: number; left: number }>()
      for (let day = DateTime.fromISO("2026-03-10", { zone: "Europe/Berlin" }); day.toMillis() <= last; day = day.plus({ days: 1 })) {
        const date = day.startOf(interval).toISODate()!
        const point = expected.get(date) ?? { date, members: 0, entered: 0, left: 0 }
        const end = day.plus({ days: 1 }).toMillis() - 1
        for (const [index, moment] of history.entries()) {
          if (moment.at < day.toMillis() || moment.at > end) continue
          const before = history[index - 1]?.members ?? new Set()
          point.entered += minus(moment.members, before).length
          point.left += minus(before, moment.members).length
        }
        point.members = membersAt(end).size
        expected.set(date, point)
      }
      expect(await audience.membership.trend(id, "2026-03-01", "2026-12-31", interval)).toEqual([...expected.values()])
    }
  })

  it("does not let an older evaluation replace a newer one", async () => {
    const segment = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    const blocker = new Client({ connectionString: audience.database.url })
    await blocker.connect()
    await blocker.query("begin")
    await blocker.query("select from audience.segment for update")
    const older = audience.membership.evaluate(segment.id)
    await waitForBlocked(audience.database)
    // As an evaluation that began later leaves it, behind a change of groups, and on a machine whose clock is behind.
    await blocker.query(
      `update audience.segment set evaluation = nextval('audience.evaluation'), evaluated_at = '2026-03-10T08:00:00Z', evaluated_version = 1`
    )
    await blocker.query("commit")
    await blocker.end()
    await older
    expect(await members(segment.id)).toEqual([])
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0]])
  })

  it("goes on when the clock goes back an hour: at its new time people enter, leave, and are who a full evaluation finds", async () => {
    const vip = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    const abandoners = await audience.segments.create({
      name: "Cart abandoners",
      rule: { match: "all", rules: [{ field: "purchase.abandoned_carts", operator: "gte", value: 1 }] },
    })
    await audience.database.execute(sql`
      insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at)
      values ('cart_1', ${profiles[1]!}, 'eur', 20, 20, 1, '2026-03-10T08:00:00Z', '2026-03-10T08:00:00Z')`)
    await audience.membership.tick()
    expect(await members(abandoners.id)).toEqual([profiles[1]])
    audience.clock.set("2026-03-10T08:00:00Z")
    await audience.membership.tick()
    expect(await members(abandoners.id)).toEqual([])
    await setGroups(profiles[2]!, ["vip"])
    await setGroups(profiles[0]!, [])
    await audience.membership.tick()
    expect(await members(vip.id)).toEqual([profiles[2]])
    expect((await audience.segments.get(vip.id)).evaluated_at).toEqual(audience.clock.now())
    expect(await audience.membership.tick()).toEqual({ evaluated: 0, changed: 0 })
    audience.clock.set("2026-03-10T09:00:00Z")
    await audience.membership.tick()
    expect(await members(abandoners.id)).toEqual([profiles[1]])
    // What happened in the hour that came twice is told in its order, at the end of the first one.
    const { entered, left } = await audience.membership.changes(vip.id, new Date(0), audience.clock.now())
    expect([idsOf(entered), idsOf(left)]).toEqual([[profiles[2]], []])
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

  it("lets the person a static member was merged into take the place, and drops who was erased", async () => {
    const segment = await audience.segments.create({ name: "Hand-picked", kind: "static" })
    await audience.membership.decide(segment.id, { add: [profiles[1]!, profiles[2]!] })
    const notHere = await audience.segments.create({ name: "Others", rule: inSegment(segment.id) })
    await audience.membership.tick()
    expect(await members(notHere.id)).toEqual([profiles[0], profiles[3]])
    await audience.database.execute(sql`update audience.customer set has_account = false where profile_id = ${profiles[1]!}`)
    await audience.identity.merge(profiles[0]!, profiles[1]!, "test")
    await audience.database.transaction(async (tx) => {
      await tx.execute(sql`update audience.profile set erased_at = ${audience.clock.now()} where id = ${profiles[2]!}`)
      await audience.rollups.touch(tx, [profiles[2]!])
    })
    await audience.membership.tick()
    expect(await members(segment.id)).toEqual([profiles[0]])
    expect(await members(notHere.id)).toEqual([profiles[3]])
    expect((await audience.segments.get(segment.id)).members_count).toBe(1)
  })

  it("knows since when somebody is in, behind hundreds of later changes of one instant", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: groupMember("vip") })
    await audience.membership.tick()
    await audience.database.execute(sql`
      insert into audience.segment_change (segment_id, version, changed_at, entered, entered_count, left_members, left_count)
      select ${id}, 1, '2026-03-10T10:00:00.000001Z', ${Buffer.alloc(0)}::bytea, 1, ${Buffer.alloc(0)}::bytea, 0 from generate_series(1, 450)`)
    expect(await audience.membership.segmentsOf(profiles[0]!)).toMatchObject([{ id, since: new Date("2026-03-10T09:00:00Z") }])
    const moves = (await audience.reports.overview(id)).entered
    expect(moves.map(({ at }) => at)).toEqual(["2026-03-10T09:00:00.000Z"])
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
