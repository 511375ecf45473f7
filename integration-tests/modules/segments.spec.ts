import sql from "sql-template-tag"
import type { RuleNode } from "../../src/contract"
import type { Queryable } from "../../src/modules/audience/lib/database"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-03-10T12:00:00Z"
const NEW: RuleNode = { field: "visit.type", operator: "eq", value: "new" }
const inSegment = (id: string): RuleNode => ({ field: "attribute.segments", operator: "has_any", value: [id] })

describe("segments", () => {
  let audience: TestAudience
  const ids: Record<string, number> = {}

  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW, options: { timeZone: "Europe/Berlin" } })
    const db = audience.database
    for (const name of ["ada", "bob", "cyd", "dan"]) {
      const [row] = await db.rows<{ id: number }>(sql`insert into audience.profile (created_at) values (${NOW}) returning id`)
      ids[name] = row?.id ?? 0
    }
    await db.execute(sql`insert into audience.context (device_type, country) values ('mobile', 'DE'), ('desktop', 'FR')`)
    await db.execute(
      sql`insert into audience.profile_state (profile_id, sessions, first_seen, last_seen, context_id) values (${ids.ada}, 1, ${NOW}, ${NOW}, 1), (${ids.bob}, 3, '2026-01-01', '2026-02-01', 2)`
    )
    await db.execute(
      sql`insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at) values ('cart_1', ${ids.cyd}, 'eur', 10, 10, 1, ${NOW}, '2026-03-10T11:30:00Z')`
    )
  })
  afterAll(() => audience.database.drop())

  function versions(id: string): Promise<{ version: number; rule: unknown; created_by: string | null }[]> {
    return audience.database.rows(
      sql`select version, rule, created_by from audience.segment_version where segment_id = ${id} order by version`
    )
  }

  async function members(rule: RuleNode): Promise<string[]> {
    const valid = await audience.segments.validate(rule)
    const { members } = await audience.segments.evaluate(valid)
    const found = Object.keys(ids).filter((name) => members.has(ids[name] ?? 0))
    expect(members.size).toBe(found.length)
    members.dispose()
    return found
  }

  describe("evaluate", () => {
    it("finds new and returning visitors, and neither among people without a session", async () => {
      expect(await members({ field: "visit.type", operator: "eq", value: "new" })).toEqual(["ada"])
      expect(await members({ field: "visit.type", operator: "eq", value: "returning" })).toEqual(["bob"])
      expect(await members({ field: "visit.type", operator: "neq", value: "new" })).toEqual(["bob", "cyd", "dan"])
    })

    it("finds a device regardless of case and its complement", async () => {
      expect(await members({ field: "visit.country", operator: "eq", value: "de" })).toEqual(["ada"])
      expect(await members({ match: "all", not: true, rules: [{ field: "visit.country", operator: "eq", value: "de" }] })).toEqual([
        "bob",
        "cyd",
        "dan",
      ])
    })

    it("tells when a cart that waits becomes abandoned", async () => {
      const rule: RuleNode = { field: "purchase.abandoned_carts", operator: "gte", value: 1, within: { last: 14, unit: "day" } }
      const before = await audience.segments.evaluate(rule)
      expect([before.members.size, before.validUntil?.toISOString()]).toEqual([0, "2026-03-10T12:30:00.000Z"])
      const after = await audience.segments.evaluate(rule, { now: new Date("2026-03-10T12:30:00Z") })
      expect(after.members.toArray()).toEqual([ids.cyd])
      expect(after.validUntil?.toISOString()).toBe("2026-03-10T23:00:00.000Z")
    })

    it("answers an empty group", async () => {
      expect(await members({ match: "all", rules: [] })).toEqual(["ada", "bob", "cyd", "dan"])
      expect(await members({ match: "any", rules: [] })).toEqual([])
    })
  })

  describe("catalogue", () => {
    it("offers only templates that the set engine evaluates", async () => {
      const { templates } = await audience.segments.catalogue()
      expect(templates.map(({ id }) => id)).toEqual(
        expect.arrayContaining([
          ...[
            "new_visitors",
            "returning_visitors",
            "mobile_users",
            "desktop_users",
            "tablet_users",
            "users_by_region",
            "frequent_visitors",
          ],
          ...["long_duration", "page_viewers", "high_value_purchasers", "repeat_purchasers", "one_time_buyers", "cart_abandoners"],
          ...["lapsed_customers", "age_18_24", "gender_female", "tier_gold", "rfm_champions", "rfm_loyal", "rfm_at_risk"],
          ...["anonymous_users", "known_users", "loyal_users"],
        ])
      )
      expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
      const sizes: Record<string, number> = {}
      for (const { id, rule } of templates) {
        const { members: found } = await audience.segments.evaluate(rule)
        sizes[id] = found.size
        found.dispose()
      }
      expect(await audience.segments.templateCounts()).toEqual({ counts: sizes, total: 4 })
    })

    it("are counted once for all who ask meanwhile, also when the first of them has gone", async () => {
      const gone = new Error("gone")
      const late: Record<string, number> = {}
      let others: Promise<unknown> | undefined
      const first = audience.segments.templateCounts(() => {
        others ??= audience.segments.templateCounts(({ counts }) => void Object.assign(late, counts))
        throw gone
      })
      const whole = await first
      expect(Object.keys(whole.counts).length).toBeGreaterThan(1)
      expect(await others).toBe(whole)
      expect(late).toEqual(whole.counts)
      await expect(
        audience.segments.templateCounts(() => {
          throw gone
        })
      ).rejects.toBe(gone)
      expect(await audience.segments.templateCounts()).toEqual(whole)
    })
  })

  describe("create", () => {
    it("makes a handle of the name and the first version", async () => {
      const segment = await audience.segments.create({ name: "Größe & Co", rule: NEW }, "user_1")
      expect(segment).toMatchObject({ handle: "grosse-co", version: 1, family: "visit", kind: "dynamic", evaluated_version: null })
      const again = await audience.segments.create({ name: "Größe & Co", rule: NEW })
      expect(again.handle).toBe("grosse-co-2")
      expect(await versions(segment.id)).toEqual([{ version: 1, rule: segment.rule, created_by: "user_1" }])
    })

    it("keeps letters of other scripts in a handle", async () => {
      expect((await audience.segments.create({ name: "カート放棄者!", rule: NEW })).handle).toBe("カート放棄者")
    })

    it("refuses a name, handle or kind that is wrong, and keeps nothing", async () => {
      const before = (await audience.segments.all()).length
      await expect(audience.segments.create({ name: " ", rule: NEW })).rejects.toThrow("name: must not be empty")
      await expect(audience.segments.create({ name: "A", handle: "grosse-co", rule: NEW })).rejects.toThrow(
        "handle: grosse-co is the handle of another segment"
      )
      await expect(audience.segments.create({ name: "A", handle: "Not This", rule: NEW })).rejects.toThrow("handle: must be lower-case")
      await expect(audience.segments.create({ name: "A" })).rejects.toThrow("rule: must be a group")
      await expect(audience.segments.create({ name: "A", kind: "static", rule: NEW })).rejects.toThrow(
        "rule: a static segment has members of its own"
      )
      await expect(audience.segments.create({ name: "A", rule: { field: "visit.mood", operator: "eq" } })).rejects.toThrow("rule.field:")
      expect(await audience.segments.all()).toHaveLength(before)
    })
  })

  describe("update", () => {
    it("makes a version of another rule, name or description, and none of the same", async () => {
      const { id } = await audience.segments.create({ name: "Edited", rule: NEW })
      expect(await audience.segments.update(id, { published: true })).toMatchObject({ published: true, version: 1 })
      const renamed = await audience.segments.update(id, { name: "Edited again" }, "user_1")
      expect(renamed).toMatchObject({ name: "Edited again", handle: "edited", version: 2 })
      const { name, description, rule } = renamed
      expect(await audience.segments.update(id, { name, description, ...(rule ? { rule } : {}) })).toMatchObject({ version: 2 })
      const changed = await audience.segments.update(id, { rule: { field: "purchase.orders", operator: "gte", value: 1 } }, "user_2")
      expect(changed).toMatchObject({ version: 3, family: "purchase", evaluated_version: null })
      expect((await versions(id)).map(({ version, created_by }) => [version, created_by])).toEqual([
        [1, null],
        [2, "user_1"],
        [3, "user_2"],
      ])
    })

    it("does not make members stale that were right, by another name", async () => {
      const { id } = await audience.segments.create({ name: "Stays right", rule: NEW })
      expect(await audience.segments.update(id, { name: "Not yet computed" })).toMatchObject({ version: 2, evaluated_version: null })
      await audience.membership.evaluate(id)
      expect(await audience.segments.update(id, { name: "Right" })).toMatchObject({ version: 3, evaluated_version: 3 })
      const other = { field: "purchase.orders", operator: "gte" as const, value: 1 }
      expect(await audience.segments.update(id, { rule: other })).toMatchObject({ version: 4, evaluated_version: 3 })
    })
  })

  describe("versions", () => {
    it("tells what each changed, and restores a definition with its name", async () => {
      const { id } = await audience.segments.create({ name: "First name", description: "Why", rule: NEW }, "user_1")
      const other = await audience.segments.create({ name: "Another one", rule: NEW })
      await audience.segments.update(id, { name: "Second name", rule: { match: "any", rules: [NEW, inSegment(other.id)] } })
      const restored = await audience.segments.restore(id, 1, "user_2")
      expect(restored).toMatchObject({ version: 3, name: "First name", description: "Why", rule: { match: "all", rules: [NEW] } })
      const told = await audience.segments.versions(id)
      expect(told.map(({ version, name, created_by }) => [version, name, created_by])).toEqual([
        [3, "First name", "user_2"],
        [2, "Second name", null],
        [1, "First name", "user_1"],
      ])
      expect(told.map(({ changes }) => changes.map(({ kind, path }) => `${kind} ${path}`))).toEqual([
        ["changed name", "changed rule", "removed rule.rules[1]"],
        ["changed name", "changed rule", "added rule.rules[1]"],
        [],
      ])
      expect(told[1]?.changes.at(-1)?.text).toBe("Segments has any of Another one")
    })

    it("keeps the name of now where an old version has none", async () => {
      const { id } = await audience.segments.create({ name: "Old", rule: NEW })
      await audience.database.execute(sql`update audience.segment_version set name = null, description = null where segment_id = ${id}`)
      await audience.segments.update(id, { name: "Now", rule: { field: "purchase.orders", operator: "gte", value: 1 } })
      expect(await audience.segments.restore(id, 1)).toMatchObject({ name: "Now", rule: { match: "all", rules: [NEW] } })
      expect((await audience.segments.versions(id)).map(({ changes }) => changes.some(({ path }) => path === "name"))).toEqual([false, false, false]) // prettier-ignore
    })

    it("refuses a segment that does not exist, and another kind", async () => {
      await expect(audience.segments.update("aseg_none", { name: "A" })).rejects.toThrow("aseg_none was not found")
      const { id } = await audience.segments.create({ name: "By hand", kind: "static" })
      await expect(audience.segments.update(id, { kind: "dynamic" })).rejects.toThrow("kind: a static segment stays static")
    })

    it("refuses a circle with the names along it", async () => {
      const first = await audience.segments.create({ name: "First", rule: NEW })
      const second = await audience.segments.create({ name: "Second", rule: inSegment(first.id) })
      const third = await audience.segments.create({ name: "Third", rule: inSegment(second.id) })
      await expect(audience.segments.update(first.id, { rule: { match: "any", rules: [NEW, inSegment(third.id)] } })).rejects.toThrow(
        "rule.rules[1].value[0]: segments must not refer to each other in a circle: First → Third → Second → First"
      )
      await expect(audience.segments.update(first.id, { rule: inSegment(first.id) })).rejects.toThrow("in a circle: First → First")
    })
  })

  describe("delete", () => {
    it("refuses while other segments use it, and names them", async () => {
      const used = await audience.segments.create({ name: "Used", rule: NEW })
      const user = await audience.segments.create({ name: "User of it", rule: inSegment(used.id) })
      expect((await audience.segments.dependents(used.id)).map(({ id }) => id)).toEqual([user.id])
      await expect(audience.segments.delete(used.id)).rejects.toThrow("The segment Used is used by User of it")
      await audience.segments.delete(user.id)
      await audience.segments.delete(used.id)
      await expect(audience.segments.get(used.id)).rejects.toThrow("was not found")
      expect((await audience.segments.create({ name: "Used", rule: NEW })).handle).toBe("used")
    })
  })

  describe("attribute.segments", () => {
    it("follows the rules of the segments, and who was chosen for static ones", async () => {
      const fresh = await audience.segments.create({ name: "Fresh", rule: NEW })
      const known = await audience.segments.create({
        name: "By country",
        rule: { field: "visit.country", operator: "in", value: ["FR", "DE"] },
      })
      const chosen = await audience.segments.create({ name: "Chosen", kind: "static" })
      await audience.membership.decide(chosen.id, { add: [ids.ada ?? 0, ids.dan ?? 0] })
      const condition = (operator: "has_any" | "has_all" | "has_none", ...value: string[]): RuleNode => ({
        field: "attribute.segments",
        operator,
        value,
      })
      expect(await members(condition("has_any", fresh.id, chosen.id))).toEqual(["ada", "dan"])
      expect(await members(condition("has_all", known.id, chosen.id))).toEqual(["ada"])
      expect(await members(condition("has_none", known.id, chosen.id))).toEqual(["cyd"])
    })
  })

  describe("ruleText", () => {
    it("says a rule in words, with names in place of ids", async () => {
      await audience.database.execute(sql`insert into audience.label (kind, id, label) values ('category', 'pcat_1', 'Shoes')`)
      const other = await audience.segments.create({ name: "VIPs", rule: NEW })
      const text = await audience.segments.ruleText({
        match: "all",
        rules: [
          {
            field: "purchase.spent",
            operator: "gte",
            value: 500,
            within: { last: 365, unit: "day" },
            where: [{ dimension: "category_id", operator: "eq", value: "pcat_1" }],
          },
          { match: "any", not: true, rules: [inSegment(other.id), { field: "visit.type", operator: "eq", value: "new" }] },
          { field: "visit.last_seen", operator: "in_last", value: { last: 1, unit: "hour" } },
          { field: "attribute.identified", operator: "eq", value: false },
        ],
      })
      expect(text).toBe(
        "Amount spent (category is Shoes) in the past 365 days: at least 500 and not (segments has any of VIPs or visitor type is new) and last seen is in the past 1 hour and not identified"
      )
    })

    it("tells everybody from nobody", async () => {
      expect(await audience.segments.ruleText({ match: "all", rules: [] })).toBe("Everybody")
      expect(await audience.segments.ruleText({ match: "any", rules: [] })).toBe("Nobody")
      expect(await audience.segments.ruleText(null)).toBe("Chosen by hand")
    })
  })

  describe("preview", () => {
    it("counts what evaluate finds, of everybody", async () => {
      const { members: found, total } = await audience.segments.preview(
        await audience.segments.validate({ field: "visit.type", operator: "neq", value: "new" })
      )
      expect([found.size, total]).toEqual([3, 4])
    })

    it("answers several at once", async () => {
      const rules: RuleNode[] = [
        NEW,
        { match: "any", rules: [NEW, { field: "visit.type", operator: "eq", value: "returning" }] },
        { match: "all", rules: [] },
      ]
      const counts = await Promise.all(rules.map(async (rule) => (await audience.segments.preview(rule)).members.size))
      expect(counts).toEqual([1, 2, 4])
    })

    describe("a moment after another", () => {
      const NOT_ONCE: RuleNode = { field: "visit.sessions", operator: "lt", value: 2 }
      const found = async (rule: RuleNode): Promise<{ ids: number[]; total: number }> => {
        const { members: set, total } = await audience.segments.preview(await audience.segments.validate(rule))
        return { ids: set.toArray(), total }
      }
      const others = (): number[] => ["ada", "cyd", "dan"].map((name) => ids[name] ?? 0)
      let before: number[]

      beforeEach(async () => {
        before = (await found(NOT_ONCE)).ids
        expect(before).toEqual(others())
      })
      afterEach(() => audience.database.execute(sql`update audience.profile set erased_at = ${NOW} where id > ${ids.dan}`))

      async function come(db: Queryable, sessions: number): Promise<number> {
        const [row] = await db.rows<{ id: number }>(sql`insert into audience.profile (created_at) values (${NOW}) returning id`)
        const id = row?.id ?? 0
        await db.execute(sql`insert into audience.profile_state (profile_id, sessions) values (${id}, ${sessions})`)
        return id
      }

      it("knows who came since, with what they have done", async () => {
        const [once, often] = [await come(audience.database, 1), await come(audience.database, 2)]
        expect(await found(NOT_ONCE)).toEqual({ ids: [...before, once], total: 6 })
        expect((await found({ field: "visit.sessions", operator: "gte", value: 2 })).ids).toEqual([ids.bob, often])
      })

      it("knows who came before somebody else and was saved after them", async () => {
        let early = 0
        let late = 0
        await audience.database.transaction(async (tx) => {
          early = await come(tx, 1)
          late = await come(audience.database, 1)
          expect((await found(NOT_ONCE)).ids).toEqual([...before, late])
        })
        expect((await found(NOT_ONCE)).ids).toEqual([...before, early, late])
      })

      it("leaves out who was erased or became internal since, and knows who came back", async () => {
        const { database } = audience
        await database.execute(sql`update audience.profile set internal = true where id = ${ids.dan}`)
        await database.execute(sql`update audience.profile set erased_at = ${NOW} where id = ${ids.cyd}`)
        expect(await found(NOT_ONCE)).toEqual({ ids: [ids.ada], total: 2 })
        await database.execute(sql`update audience.profile set internal = false, erased_at = null where id <= ${ids.dan}`)
        expect(await found(NOT_ONCE)).toEqual({ ids: before, total: 4 })
      })

      it("gives a merged person's past to whom it belongs now", async () => {
        const { database } = audience
        await database.execute(sql`update audience.profile set merged_into = ${ids.ada} where id = ${ids.bob}`)
        await database.execute(sql`
          insert into audience.merge (winner_id, loser_id, reason, merged_at, moved) values (${ids.ada}, ${ids.bob}, 'sign_in', ${NOW}, '{}')`)
        await database.execute(sql`update audience.profile_state set sessions = 4 where profile_id = ${ids.ada}`)
        expect(await found(NOT_ONCE)).toEqual({ ids: [ids.cyd, ids.dan], total: 3 })
        await database.execute(sql`update audience.profile set merged_into = null where id = ${ids.bob}`)
        await database.execute(sql`update audience.profile_state set sessions = 1 where profile_id = ${ids.ada}`)
        expect(await found(NOT_ONCE)).toEqual({ ids: before, total: 4 })
      })
    })
  })

  describe("evaluateCached", () => {
    const round = (now = NOW) => ({ now: new Date(now), membersOf: () => null })

    it("looks again at touched profiles only", async () => {
      const { database, segments } = audience
      const cache = segments.createConditionCache()
      const rule: RuleNode = { field: "visit.sessions", operator: "gte", value: 2 }
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.bob])
      await database.execute(sql`update audience.profile_state set sessions = sessions + 1`)
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.bob])
      cache.touch([ids.ada ?? 0, ids.dan ?? 0])
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.ada, ids.bob])
      await database.execute(sql`update audience.profile_state set sessions = sessions - 1`)
      cache.touch([ids.ada ?? 0, ids.bob ?? 0])
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.bob])
    })

    it("reads a condition anew once its time has passed", async () => {
      const cache = audience.segments.createConditionCache()
      const rule: RuleNode = { field: "visit.last_seen", operator: "in_last", value: { last: 1, unit: "hour" } }
      const first = await audience.segments.evaluateCached(rule, cache, round())
      expect([first.members.toArray(), first.validUntil?.toISOString()]).toEqual([[ids.ada], "2026-03-10T13:00:00.001Z"])
      expect((await audience.segments.evaluateCached(rule, cache, round("2026-03-10T13:00:00Z"))).members.size).toBe(1)
      expect((await audience.segments.evaluateCached(rule, cache, round("2026-03-10T13:00:00.001Z"))).members.size).toBe(0)
    })

    it("keeps what a quiet round did not ask for, and still owes it the profiles that were touched", async () => {
      const { database, segments } = audience
      const cache = segments.createConditionCache()
      const rule: RuleNode = { field: "visit.sessions", operator: "gte", value: 3 }
      await segments.evaluateCached(rule, cache, round())
      cache.sweep()
      cache.sweep()
      await database.execute(sql`update audience.profile_state set sessions = 9 where profile_id = ${ids.ada}`)
      cache.touch([ids.ada ?? 0])
      cache.sweep()
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.ada, ids.bob])
      await database.execute(sql`update audience.profile_state set sessions = 1 where profile_id = ${ids.ada}`)
    })

    it("looks at everybody when somebody's place among all may have changed", async () => {
      const { database, segments } = audience
      const cache = segments.createConditionCache()
      const rule: RuleNode = { field: "purchase.monetary_score", operator: "eq", value: 1 }
      const order = async (id: string, profile: number, total: number): Promise<void> => {
        await database.execute(
          sql`insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, updated_at) values (${id}, ${profile}, 'eur', ${total}, ${total}, ${NOW}, ${NOW})`
        )
        await database.transaction((tx) => audience.rollups.refreshStates(tx, [profile]))
      }
      await order("order_1", ids.ada ?? 0, 10)
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.ada])
      await order("order_2", ids.bob ?? 0, 5)
      cache.touch([ids.bob ?? 0])
      expect((await segments.evaluateCached(rule, cache, round())).members.toArray()).toEqual([ids.bob])
    })
  })
})
