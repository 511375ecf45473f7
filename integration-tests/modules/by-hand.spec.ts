import { Client } from "pg"
import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import { createAudience } from "../../src/modules/audience/audience"
import { createTestAudience, type TestAudience } from "../support/audience"
import { waitForBlocked } from "../support/wait-for-blocked"

const vip: RuleGroup = { match: "all", rules: [{ field: "attribute.customer_groups", operator: "has_any", value: ["vip"] }] }
const everybody: RuleGroup = { match: "all", rules: [] }

describe("what is decided by hand", () => {
  let audience: TestAudience
  let ada: number
  let ben: number
  let cleo: number
  let dan: number

  beforeEach(async () => {
    audience = await createTestAudience({ now: "2026-03-10T09:00:00Z", options: { timeZone: "Europe/Berlin" } })
    const profiles: number[] = []
    for (const name of ["ada", "ben", "cleo", "dan"]) {
      profiles.push(
        await audience.identity.saveCustomer({
          ...{ id: `cus_${name}`, email: `${name}@${name === "dan" ? "Staff.test" : "shop.test"}`, first_name: name, last_name: null },
          ...{ phone: null, has_account: name === "ada", group_ids: name === "ada" ? ["vip"] : [], metadata: null, deleted_at: null },
          ...{ created_at: new Date("2026-01-01T00:00:00Z"), updated_at: new Date("2026-01-01T00:00:00Z") },
        })
      )
    }
    ;[ada, ben, cleo, dan] = profiles as [number, number, number, number]
  })
  afterEach(() => audience.database.drop())

  /** Members as the evaluator left them, which must be those of an evaluation that starts from nothing. */
  async function members(id: string): Promise<number[]> {
    await audience.membership.tick()
    const kept = (await audience.membership.members(id)).toArray()
    const { members: fresh } = await audience.segments.evaluate(await audience.segments.get(id))
    expect(fresh.toArray()).toEqual(kept)
    return kept
  }
  const lastMerge = async (): Promise<number> =>
    (await audience.database.rows<{ id: number }>(sql`select max(id) as id from audience.merge where undone_at is null`))[0]?.id ?? 0
  const decisions = async (id: string): Promise<[number, number]> => {
    const { additions, exclusions } = await audience.segments.get(id)
    return [additions, exclusions]
  }

  it("stands on top of the rule, through changes of the rule, until it is taken back", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: vip })
    expect(await members(id)).toEqual([ada])
    await audience.membership.decide(id, { add: [ben], exclude: [ada] }, "user_1")
    expect(await members(id)).toEqual([ben])
    await audience.segments.update(id, { rule: everybody })
    expect(await members(id)).toEqual([ben, cleo, dan])
    expect(await audience.membership.decide(id, { remove: [ada, ben, cleo] })).toEqual({
      added: [],
      excluded: [],
      removed: [ada, ben],
      unchanged: 1,
      undo: { add: [ben], exclude: [ada], remove: [] },
    })
    expect(await members(id)).toEqual([ada, ben, cleo, dan])
    expect(await decisions(id)).toEqual([0, 0])
  })

  it("tells who came and went by hand like every other change", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.tick()
    audience.clock.advance(60_000)
    await audience.membership.decide(id, { add: [ada, ben] })
    await audience.membership.tick()
    audience.clock.advance(60_000)
    await audience.membership.decide(id, { remove: [ada], exclude: [ben], add: [cleo] })
    await audience.membership.tick()
    const { changes } = await audience.reports.changes(id, {
      ...{ from: new Date("2026-03-10T00:00:00Z"), to: new Date("2026-03-11T00:00:00Z"), limit: 10, offset: 0 },
    })
    expect(changes.map(({ entered, left }) => [entered, left].map((people) => people.map(({ first_name }) => first_name)))).toEqual([
      [["cleo"], ["ada", "ben"]],
      [["ada", "ben"], []],
    ])
  })

  it("is taken back exactly by what a decision answers as its undo", async () => {
    const { id } = await audience.segments.create({ name: "VIP", rule: vip })
    await audience.membership.decide(id, { add: [ben], exclude: [cleo] })
    const { undo } = await audience.membership.decide(id, { add: [cleo, dan], remove: [ben] })
    expect(undo).toEqual({ add: [ben], exclude: [cleo], remove: [dan] })
    expect(await members(id)).toEqual([ada, cleo, dan])
    await audience.membership.decide(id, undo)
    expect(await members(id)).toEqual([ada, ben])
    expect(await decisions(id)).toEqual([1, 1])
  })

  it("is inherited by the survivor of a merge, and given back when that is undone", async () => {
    const chosen = (await audience.segments.create({ name: "Chosen", kind: "static" })).id
    const others = (await audience.segments.create({ name: "Others", rule: everybody })).id
    await audience.membership.decide(chosen, { add: [ben, dan] })
    await audience.membership.decide(others, { exclude: [ben] })
    expect([await members(chosen), await members(others)]).toEqual([
      [ben, dan],
      [ada, cleo, dan],
    ])
    await audience.identity.merge(cleo, ben, "test")
    expect([await members(chosen), await members(others)]).toEqual([
      [cleo, dan],
      [ada, dan],
    ])
    await audience.identity.merge(ada, cleo, "test")
    expect([await members(chosen), await members(others)]).toEqual([[ada, dan], [dan]])
    for (const [who, left] of [
      [cleo, [cleo, dan]],
      [ben, [ben, dan]],
    ] as const) {
      await audience.identity.unmerge(await lastMerge())
      expect({ who, members: await members(chosen) }).toEqual({ who, members: left })
    }
    expect(await members(others)).toEqual([ada, cleo, dan])
  })

  it("can be taken back for the survivor, of whoever it was given for", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.decide(id, { add: [ben, cleo] })
    await audience.identity.merge(cleo, ben, "test")
    expect(await audience.membership.decide(id, { remove: [cleo] })).toMatchObject({ removed: [cleo] })
    expect([await members(id), await decisions(id)]).toEqual([[], [0, 0]])
  })

  it("reaches the survivor also when it is decided by an id of before the merge", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.decide(id, { add: [dan] })
    expect(await members(id)).toEqual([dan])
    await audience.identity.merge(cleo, ben, "test")
    await audience.identity.merge(ada, cleo, "test")
    expect(await members(id)).toEqual([dan])
    // An admin's page, or the undo of an import, may still name the profiles as they were.
    expect(await audience.membership.decide(id, { add: [ben] })).toMatchObject({ added: [ben] })
    expect(await members(id)).toEqual([ada, dan])
    expect(await audience.membership.decide(id, { remove: [ben] })).toMatchObject({ removed: [ben] })
    expect(await members(id)).toEqual([dan])
  })

  it("is dropped for somebody who was erased while it was decided", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.privacy.erase({ customerId: "cus_ben" }, { type: "user", id: "user_1" })
    expect(await audience.membership.decide(id, { add: [ben, cleo] })).toMatchObject({
      ...{ added: [cleo], excluded: [], removed: [], unchanged: 0 },
      undo: { add: [], exclude: [], remove: [cleo] },
    })
    expect([await members(id), await decisions(id)]).toEqual([[cleo], [1, 0]])
  })

  it("waits for a merge that is going on", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.tick()
    const other = new Client({ connectionString: audience.database.url })
    await other.connect()
    await other.query("begin")
    await other.query("select from audience.profile where id = $1 for update", [ben])
    const merged = audience.identity.merge(cleo, ben, "test")
    const merging = await waitForBlocked(audience.database)
    const decided = audience.membership.decide(id, { add: [ben] })
    // The second who waits is the decision, since the merge waits for the row alone.
    await waitForBlocked(audience.database, merging)
    await other.query("commit")
    await other.end()
    await Promise.all([merged, decided])
    expect(await members(id)).toEqual([cleo])
  })

  it("lets an exclusion stand when people of both kinds become one", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.decide(id, { add: [ben], exclude: [cleo] })
    await audience.identity.merge(cleo, ben, "test")
    expect(await members(id)).toEqual([])
    const { manual, count } = await audience.reports.manual(id, { limit: 10, offset: 0 })
    expect([count, manual.map(({ kind, profile }) => [kind, profile.first_name])]).toEqual([1, [["excluded", "cleo"]]])
    expect(await audience.membership.decide(id, { add: [cleo] })).toMatchObject({ added: [cleo] })
    expect([await members(id), await decisions(id)]).toEqual([[cleo], [1, 0]])
  })

  it("goes with a person who is erased", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await audience.membership.decide(id, { add: [ben, cleo], exclude: [dan] })
    await audience.membership.tick()
    const receipt = await audience.privacy.erase({ customerId: "cus_ben" }, { type: "user", id: "user_1" })
    expect(receipt).toMatchObject({ removed: { segment_manual: 1 }, remaining: 0 })
    expect([await members(id), await decisions(id)]).toEqual([[cleo], [1, 1]])
  })

  it("is one decision when many are made at once", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        audience.membership.decide(id, index % 2 === 0 ? { add: [ada, ben] } : { exclude: [ben, ada] })
      )
    )
    const [additions, exclusions] = await decisions(id)
    expect(additions + exclusions).toBe(2)
    expect(await members(id)).toEqual(additions === 2 ? [ada, ben] : additions === 0 ? [] : expect.any(Array))
  })

  it("reaches an evaluator in another process", async () => {
    const { id } = await audience.segments.create({ name: "Chosen", kind: "static" })
    const other = createAudience(audience)
    await other.membership.tick()
    await audience.membership.decide(id, { add: [dan] })
    await other.membership.tick()
    expect((await audience.membership.members(id)).toArray()).toEqual([dan])
  })
})

describe("internal people", () => {
  let audience: TestAudience
  let everyone: string
  const ids: Record<string, number> = {}

  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-10T09:00:00Z" })
    for (const [name, domain] of Object.entries({ ada: "shop.test", ben: "Staff.test", cleo: "staff.test", dan: "mystaff.test" })) {
      ids[name] = await audience.identity.saveCustomer({
        ...{ id: `cus_${name}`, email: `${name}@${domain}`, first_name: name, last_name: null, phone: null, has_account: true },
        ...{ group_ids: [], metadata: null, deleted_at: null, created_at: new Date("2026-01-01"), updated_at: new Date("2026-01-01") },
      })
    }
    everyone = (await audience.segments.create({ name: "Everybody", rule: everybody })).id
  })
  afterAll(() => audience.database.drop())

  async function counted(): Promise<{ members: string[]; total: number; listed: string[]; internal: string[] }> {
    await audience.membership.tick()
    const set = await audience.membership.members(everyone)
    const names = async (internal: boolean): Promise<string[]> => {
      const { members } = await audience.reports.profiles({ fields: [], limit: 10, order: "first_name", internal })
      return members.map(({ first_name: name }) => name ?? "")
    }
    return {
      members: Object.keys(ids).filter((name) => set.has(ids[name] ?? 0)),
      total: await audience.reports.total(),
      listed: await names(false),
      internal: await names(true),
    }
  }

  it("are left out by one switch, and come back by it", async () => {
    await audience.identity.setInternal(ids.ada ?? 0, true)
    expect(await counted()).toEqual({ members: ["ben", "cleo", "dan"], total: 3, listed: ["ben", "cleo", "dan"], internal: ["ada"] })
    await audience.identity.setInternal(ids.ada ?? 0, false)
    expect(await counted()).toMatchObject({ members: ["ada", "ben", "cleo", "dan"], total: 4, internal: [] })
  })

  it("are known by the domain of their address, unless somebody decided otherwise", async () => {
    await audience.identity.setInternal(ids.cleo ?? 0, false)
    await audience.identity.setInternalDomains(["@STAFF.test"])
    expect(await audience.identity.internalDomains()).toEqual(["staff.test"])
    expect(await counted()).toMatchObject({ members: ["ada", "cleo", "dan"], internal: ["ben"] })
    const eve = await audience.identity.saveCustomer({
      ...{ id: "cus_eve", email: "eve@staff.test", first_name: "eve", last_name: null, phone: null, has_account: true },
      ...{ group_ids: [], metadata: null, deleted_at: null, created_at: new Date("2026-01-01"), updated_at: new Date("2026-01-01") },
    })
    expect(await audience.identity.internalOf(eve)).toEqual({ internal: true, internal_by: "domain" })
    await audience.identity.setInternalDomains([])
    expect(await counted()).toMatchObject({ total: 5, internal: [] })
  })

  it("refuses what is no domain and keeps what was set", async () => {
    await audience.identity.setInternalDomains(["staff.test"])
    for (const wrong of ["", "staff", "a b.test", "ben@staff.test", "'; drop table x"]) {
      await expect(audience.identity.setInternalDomains(["shop.test", wrong])).rejects.toThrow(
        "internal_email_domains[1]: must be a domain such as example.com"
      )
    }
    expect(await audience.identity.internalDomains()).toEqual(["staff.test"])
  })
})
