import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { wrongMembers, type KnownSegment } from "../support/history/wrong-members"
import { buildStages, startStages, type StagesProcess } from "../support/processes"
import { storedRollups } from "../support/rollups"

jest.setTimeout(600_000)

/** More find more: `FREEZES=50`. */
const FREEZES = Number(process.env.FREEZES ?? 4)
const SILENCE_MS = 1_000
const RULES: RuleGroup[] = [
  { match: "all", rules: [] },
  { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 4 }] },
]

describe("two processes of which one is frozen", () => {
  let audience: TestAudience
  let processes: StagesProcess[]
  const segments: KnownSegment[] = []
  let events = 0

  beforeAll(async () => {
    await buildStages()
    audience = await createTestAudience({ now: new Date() })
    for (const rule of RULES) {
      const { id, name } = await audience.segments.create({ name: JSON.stringify(rule.rules), rule })
      segments.push({ id, name, rule })
    }
    processes = await Promise.all([0, 1].map(() => startStages(audience.database.url, { silenceMs: SILENCE_MS })))
  })
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()))
    await audience.database.drop()
  })

  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
  const visitors = Array.from({ length: 20 }, () => ({ visitor: randomUUID(), session: randomUUID() }))
  const visit = (one: StagesProcess): Promise<unknown> =>
    Promise.all(
      visitors.map(async ({ visitor, session }) => {
        const at = new Date().toISOString()
        const event = { id: randomUUID(), name: "page_viewed", at, session, url: "https://shop.test/" }
        expect(await one.collect({ key: "pk_known", visitor, sent_at: at, events: [event] })).toBe(202)
        events++
      })
    )
  const count = async (what: ReturnType<typeof sql>): Promise<number> => (await audience.database.rows<{ count: number }>(what))[0]!.count
  async function untilDone(): Promise<void> {
    const waiting = sql`select (select count(*) from audience.event_batch) + (select count(*) from audience.touched) as count`
    while ((await count(waiting)) > 0) await pause(20)
  }

  it("lets the other one take over, and writes nothing of the past when it goes on", async () => {
    for (let freeze = 0; freeze < FREEZES; freeze++) {
      const frozen = processes[freeze % 2]!
      const working = processes[(freeze + 1) % 2]!
      await visit(frozen)
      await pause(Math.random() * 100)
      frozen.freeze()
      await visit(working)
      await untilDone()
      expect(await audience.database.rows(sql`select sum(page_views) as sum from audience.session`)).toEqual([{ sum: events }])
      frozen.thaw()
      await visit(frozen)
      await untilDone()
    }
    await pause(SILENCE_MS)
    const folded = await storedRollups(audience.database)
    await audience.rollups.rebuild(folded.states.map(({ profile_id: id }) => Number(id)))
    expect(await storedRollups(audience.database)).toEqual(folded)
    await untilDone()
    audience.clock.set(new Date())
    expect(await wrongMembers(audience, segments)).toEqual([])
  })
})
