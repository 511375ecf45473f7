import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { wrongMembers, type KnownSegment } from "../support/history/wrong-members"
import { buildStages, startStages, type StagesProcess } from "../support/processes"
import { storedRollups } from "../support/rollups"

// Each kill waits for a process to start, and a busy machine starts them slowly.
jest.setTimeout(600_000)

/** More kills find more: `KILLS=500`. */
const KILLS = Number(process.env.KILLS ?? 12)
const VISITORS = 30
const LONGEST_LIFE_MS = 400

const RULES: RuleGroup[] = [
  { match: "all", rules: [] },
  { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 40 }] },
  { match: "all", rules: [{ field: "visit.sessions", operator: "eq", value: 1 }] },
]

interface Visitor {
  uuid: string
  sessions: string[]
}

describe("two processes that are killed at any moment", () => {
  let audience: TestAudience
  let processes: StagesProcess[]
  const segments: KnownSegment[] = []
  const visitors: Visitor[] = Array.from({ length: VISITORS }, () => ({ uuid: randomUUID(), sessions: [] }))
  /** Events that were answered. */
  const answered: string[] = []
  let resent = 0
  let stopped = false

  beforeAll(async () => {
    await buildStages()
    audience = await createTestAudience({ now: new Date() })
    for (const rule of RULES) {
      const { id, name } = await audience.segments.create({ name: JSON.stringify(rule.rules), rule })
      segments.push({ id, name, rule })
    }
    processes = await Promise.all([start(), start()])
  })
  afterAll(async () => {
    stopped = true
    await Promise.all(processes.map((one) => one.kill()))
    await audience.database.drop()
  })

  const start = (): Promise<StagesProcess> => startStages(audience.database.url)
  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
  const random = (below: number): number => Math.floor(Math.random() * below)

  /** A browser: sends one request after the other, and each until it is answered. */
  async function visit({ uuid, sessions }: Visitor): Promise<void> {
    while (!stopped) {
      if (sessions.length === 0 || random(20) === 0) sessions.push(randomUUID())
      const at = new Date().toISOString()
      const events = Array.from({ length: 1 + random(4) }, () => ({
        ...{ id: randomUUID(), name: "page_viewed", at, session: sessions.at(-1), title: "Shop" },
        url: `https://shop.test/${random(50)}`,
      }))
      const body = (): unknown => ({ key: "pk_known", visitor: uuid, sent_at: new Date().toISOString(), events })
      while ((await processes[random(2)]!.collect(body())) !== 202) {
        resent++
        await pause(20)
      }
      answered.push(...events.map(({ id }) => id))
      await pause(random(100))
    }
  }

  async function lives(): Promise<void> {
    let next = start()
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(random(LONGEST_LIFE_MS))
      const dies = random(2)
      await processes[dies]!.kill()
      processes[dies] = await next
      next = start()
    }
    await (await next).kill()
  }

  const count = async (what: ReturnType<typeof sql>): Promise<number> => (await audience.database.rows<{ count: number }>(what))[0]!.count

  it("count each answered event once, whatever was killed", async () => {
    const visits = visitors.map(visit)
    await lives()
    stopped = true
    await Promise.all(visits)
    const waiting = sql`select (select count(*) from audience.event_batch) + (select count(*) from audience.touched) as count`
    while ((await count(waiting)) > 0) await pause(20)

    expect(resent).toBeGreaterThan(0)
    const stored = await audience.database.rows<{ id: string }>(sql`select id from audience.event`)
    expect(stored.map(({ id }) => id).sort()).toEqual([...answered].sort())
    const folded = await storedRollups(audience.database)
    expect(folded.sessions.reduce((sum, { page_views }) => sum + Number(page_views), 0)).toBe(answered.length)
    expect(folded.sessions).toHaveLength(visitors.flatMap(({ sessions }) => sessions).length)
    expect(folded.days.reduce((sum, { page_views }) => sum + Number(page_views), 0)).toBe(answered.length)
    expect(folded.states).toHaveLength(VISITORS)
    await audience.rollups.rebuild(folded.states.map(({ profile_id }) => Number(profile_id)))
    expect(await storedRollups(audience.database)).toEqual(folded)
  })

  it("keep members equal to a full evaluation and a plain reading, and tell each change once", async () => {
    audience.clock.set(new Date())
    expect(await wrongMembers(audience, segments)).toEqual([])
    const figures = await audience.database.rows<{ members: number; changes: number; days: number; moves: number }>(sql`
      select members_count as members,
        (select sum(entered_count - left_count) from audience.segment_change where segment_id = s.id) as changes,
        (select sum(entered - left_count) from audience.segment_day where segment_id = s.id) as days,
        (select count(*) from audience.segment_change where segment_id = s.id) as moves
      from audience.segment s`)
    for (const { members, changes, days, moves } of figures) {
      expect({ changes, days }).toEqual({ changes: members, days: members })
      expect(moves).toBeGreaterThan(0)
    }
  })
})
