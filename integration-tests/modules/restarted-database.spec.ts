import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import { dayOf } from "../../src/modules/audience/lib/clock"
import { createTestAudience, type TestAudience } from "../support/audience"
import { wrongMembers, type KnownSegment } from "../support/history/wrong-members"
import { createCluster, type Cluster } from "../support/processes/cluster"
import { buildStages, startStages, type StagesProcess } from "../support/processes"
import { storedRollups } from "../support/rollups"

// Each restart waits for PostgreSQL, and a busy machine starts it slowly.
jest.setTimeout(600_000)

/** More restarts find more: `RESTARTS=100`. */
const RESTARTS = Number(process.env.RESTARTS ?? 4)
const VISITORS = 20
const LONGEST_LIFE_MS = 800
const WAYS = ["SIGINT", "SIGQUIT"] as const

const RULES: RuleGroup[] = [
  { match: "all", rules: [] },
  { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 20 }] },
]

describe("a database that restarts under load", () => {
  let cluster: Cluster
  let audience: TestAudience
  let processes: StagesProcess[]
  const shared = process.env.TEST_POSTGRES_URL
  const segments: KnownSegment[] = []
  const visitors = Array.from({ length: VISITORS }, () => randomUUID())
  const answered: string[] = []
  const statuses = new Map<number | null, number>()
  let stopped = false

  beforeAll(async () => {
    await buildStages()
    cluster = createCluster()
    process.env.TEST_POSTGRES_URL = await cluster.start()
    audience = await createTestAudience({ now: new Date() })
    for (const rule of RULES) {
      const { id, name } = await audience.segments.create({ name: JSON.stringify(rule.rules), rule })
      segments.push({ id, name, rule })
    }
    processes = await Promise.all([startStages(audience.database.url), startStages(audience.database.url)])
  })
  afterAll(async () => {
    stopped = true
    await Promise.all(processes.map((one) => one.kill()))
    await audience.database.drop()
    await cluster.remove()
    process.env.TEST_POSTGRES_URL = shared
  })

  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
  const random = (below: number): number => Math.floor(Math.random() * below)
  const count = async (what: ReturnType<typeof sql>): Promise<number> => (await audience.database.rows<{ count: number }>(what))[0]!.count

  async function ask(question: Promise<number | null>): Promise<number | null> {
    const status = await question
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    return status
  }

  /** A browser: sends one request after the other, and each until it is answered. */
  async function visit(visitor: string): Promise<void> {
    const session = randomUUID()
    while (!stopped) {
      const at = new Date().toISOString()
      const events = Array.from({ length: 1 + random(4) }, () => ({
        id: randomUUID(),
        name: "page_viewed",
        at,
        session,
        url: "https://shop.test/",
      }))
      const body = (): unknown => ({ key: "pk_known", visitor, sent_at: new Date().toISOString(), events })
      while ((await ask(processes[random(2)]!.collect(body()))) !== 202) await pause(20)
      answered.push(...events.map(({ id }) => id))
      await pause(random(50))
    }
  }

  /** An admin who looks at reports and files; some of these end with an error while the database is away. */
  async function read(): Promise<void> {
    const day = dayOf(new Date(), audience.options.timeZone)
    while (!stopped) {
      await ask(processes[random(2)]!.read(segments[random(segments.length)]!.id, day))
      await pause(random(10))
    }
  }

  async function restarts(): Promise<void> {
    for (let restart = 0; restart < RESTARTS; restart++) {
      await pause(random(LONGEST_LIFE_MS))
      await cluster.end(WAYS[restart % WAYS.length]!)
      await pause(random(200))
      await cluster.start()
    }
  }

  it("ends no process, and counts each answered event once", async () => {
    const loads = [...visitors.map(visit), read(), read()]
    await restarts()
    await pause(LONGEST_LIFE_MS)
    stopped = true
    await Promise.all(loads)
    expect(processes.map((one) => one.isAlive())).toEqual([true, true])
    // Each kind of answer was given: nothing here was shown by chance of nobody asking.
    for (const status of [202, 429, 200, 500]) expect(statuses.get(status)).toBeGreaterThan(0)

    const waiting = sql`select (select count(*) from audience.event_batch) + (select count(*) from audience.touched) as count`
    while ((await count(waiting)) > 0) await pause(20)
    const stored = await audience.database.rows<{ id: string }>(sql`select id from audience.event`)
    expect(stored.map(({ id }) => id).sort()).toEqual([...answered].sort())
    const folded = await storedRollups(audience.database)
    expect(folded.sessions.reduce((sum, { page_views: views }) => sum + Number(views), 0)).toBe(answered.length)
    await audience.rollups.rebuild(folded.states.map(({ profile_id: id }) => Number(id)))
    expect(await storedRollups(audience.database)).toEqual(folded)
  })

  it("answers requests again, and keeps members right", async () => {
    const day = dayOf(new Date(), audience.options.timeZone)
    for (const one of processes) expect(await one.read(segments[0]!.id, day)).toBe(200)
    audience.clock.set(new Date())
    expect(await wrongMembers(audience, segments)).toEqual([])
  })
})
