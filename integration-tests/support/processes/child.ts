import { createAudience, type Audience } from "../../../src/modules/audience/audience"
import { loadBitmaps } from "../../../src/modules/audience/lib/bitmap"
import { systemClock } from "../../../src/modules/audience/lib/clock"
import { openDatabase } from "../../../src/modules/audience/lib/database"
import { parseOptions } from "../../../src/modules/audience/options"
import { createPipeline } from "../../../src/modules/audience/pipeline"

/** What the parent hands over: a request as `POST /audience/collect` has it, or a segment whose report and file it asks for. */
export type Work = { body: unknown; userAgent: string } | { segmentId: string; day: string }

/** Answers an HTTP status, as the routes do. */
async function carryOut({ collection, reports, exports }: Audience, work: Work): Promise<number> {
  if ("body" in work) return (await collection.collect({ ...work, headers: {}, isKnownKey: () => true })).status
  const { segmentId, day } = work
  await reports.report(segmentId, day, day)
  for await (const _ of await exports.csv(segmentId, { fields: ["visit.last_seen"] })) continue
  return 200
}

/** A Medusa process as far as the stages go: it does what its parent hands over, and runs the pipeline without resting long. */
async function main(): Promise<void> {
  await loadBitmaps()
  const quiet = (): void => undefined
  // As short as a test can wait for a process that is frozen.
  const silence = Number(process.env.CHILD_SILENCE_MS)
  const database = openDatabase({ connectionString: process.env.CHILD_DATABASE_URL, idle_in_transaction_session_timeout: silence }, quiet)
  // What fails while the database is away is tried again; what it comes to is what the test looks at.
  const log = { info: quiet, warn: quiet, error: quiet }
  const audience = createAudience({ database, clock: systemClock, options: parseOptions(), log })
  process.on("message", ({ number, work }: { number: number; work: Work }) => {
    void carryOut(audience, work)
      .then((status) => process.send?.({ number, status }))
      .catch(() => process.send?.({ number, status: 500 }))
  })
  // The parent is gone: nobody would end this one.
  process.on("disconnect", () => process.exit())
  createPipeline(audience, { idle: 5, failure: 50, silence }).start()
  process.send?.("ready")
}

void main()
