import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { openDatabase } from "../../src/modules/audience/lib/database"
import { createPipeline, type Pipeline } from "../../src/modules/audience/pipeline"
import { createTestAudience, type TestAudience } from "../support/audience"
import { createProfiles, writeRawBatch } from "../support/raw-events"

const PAUSES = { idle: 20, failure: 20, silence: 60_000 }

describe("pipeline", () => {
  let audience: TestAudience
  let profile: number
  let errors: string[]
  const started: { pipeline: Pipeline; own: Audience }[] = []

  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-20T12:00:00Z" })
    await audience.collection.ensurePartitions(new Date("2026-03-01T00:00:00Z"), new Date("2026-03-31T00:00:00Z"))
    profile = (await createProfiles(audience.database, 1))[0]!
    await audience.segments.create({ name: "Everybody", rule: { match: "all", rules: [] } })
  })
  beforeEach(async () => {
    errors = []
    await audience.database.execute(
      sql`truncate audience.event, audience.event_batch, audience.session, audience.profile_day, audience.profile_state, audience.touched`
    )
  })
  afterEach(async () => {
    for (const { pipeline, own } of started.splice(0)) {
      await pipeline.stop()
      await own.database.close()
    }
  })
  afterAll(() => audience.database.drop())

  /** A Medusa process as far as the pipeline is concerned: stages and connections of its own. Its rounds are counted. */
  function startProcess(change: (stages: Audience) => void = () => undefined): { pipeline: Pipeline; rounds: () => number } {
    const log = { info: () => undefined, warn: () => undefined, error: (message: string) => void errors.push(message) }
    const own = createAudience({ ...audience, log, database: openDatabase({ connectionString: audience.database.url }, () => undefined) })
    let rounds = 0
    const { tick } = own.membership
    own.membership.tick = () => {
      rounds++
      return tick()
    }
    change(own)
    const pipeline = createPipeline(own, PAUSES)
    started.push({ pipeline, own })
    pipeline.start()
    return { pipeline, rounds: () => rounds }
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const happen = (at: string): Promise<number> =>
    audience.database.transaction((tx) =>
      writeRawBatch(
        tx,
        [{ profileId: profile, visitorId: 1, session: randomUUID(), at: `2026-03-10T${at}Z` }],
        new Date(),
        audience.database
      )
    )
  const events = async (): Promise<number> =>
    (await audience.database.rows<{ events: number }>(sql`select events from audience.profile_state where profile_id = ${profile}`))[0]
      ?.events ?? 0
  const lockHolders = (): Promise<{ pid: number }[]> =>
    audience.database.rows<{ pid: number }>(sql`
      select l.pid from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and l.granted and l.objid = 7326001 and d.datname = current_database()`)

  it("lets one of two processes work, and the other take over when that stops", async () => {
    const first = startProcess()
    await until(() => first.rounds() > 0)
    const second = startProcess()
    await happen("10:00:00")
    await until(async () => (await events()) === 1)
    await until(() => first.rounds() > 20)
    expect(second.rounds()).toBe(0)
    await first.pipeline.stop()
    const last = first.rounds()
    await happen("10:01:00")
    await until(async () => (await events()) === 2)
    expect(second.rounds()).toBeGreaterThan(0)
    expect(first.rounds()).toBe(last)
    expect(errors).toEqual([])
  })

  it("goes on when the connection that holds the lock is killed, and counts each event once", async () => {
    const processes = [startProcess(), startProcess()]
    for (let minute = 10; minute < 16; minute++) {
      await happen(`10:${minute}:00`)
      await until(async () => (await lockHolders()).length === 1)
      for (const { pid } of await lockHolders()) await audience.database.rows(sql`select pg_terminate_backend(${pid})`)
      const before = processes.reduce((sum, { rounds }) => sum + rounds(), 0)
      await until(() => processes.reduce((sum, { rounds }) => sum + rounds(), 0) > before)
    }
    await until(async () => (await events()) === 6)
    await until(async () => (await audience.database.rows(sql`select from audience.touched`)).length === 0)
    expect(await events()).toBe(6)
  })

  it("folds and evaluates while another stage fails, and says so", async () => {
    const { rounds } = startProcess((stages) => {
      stages.identity.runTasks = () => Promise.reject(new Error("no tasks today"))
    })
    await happen("10:00:00")
    await until(async () => (await events()) === 1)
    await until(() => rounds() > 5)
    expect(errors[0]).toContain("identity failed, trying again: no tasks today")
  })

  it("lets another process try when it keeps failing", async () => {
    const broken = startProcess((stages) => {
      stages.rollups.fold = () => Promise.reject(new Error("out of memory"))
    })
    await until(() => broken.rounds() > 0)
    const sound = startProcess()
    await happen("10:00:00")
    await until(async () => (await events()) === 1)
    expect(sound.rounds()).toBeGreaterThan(0)
  })

  it("works through a backlog without resting", async () => {
    for (let minute = 10; minute < 40; minute++) await happen(`10:${minute}:00`)
    const own = startProcess((stages) => {
      const { fold } = stages.rollups
      stages.rollups.fold = () => fold(1)
    })
    await until(async () => (await events()) === 30)
    expect(own.rounds()).toBeGreaterThanOrEqual(30)
  })

  it("stops behind the running round and gives the lock back", async () => {
    const { pipeline, rounds } = startProcess()
    await until(() => rounds() > 0)
    await pipeline.stop()
    expect(await lockHolders()).toEqual([])
  })
})
