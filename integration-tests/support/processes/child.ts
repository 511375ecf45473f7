import { createAudience } from "../../../src/modules/audience/audience"
import { loadBitmaps } from "../../../src/modules/audience/lib/bitmap"
import { systemClock } from "../../../src/modules/audience/lib/clock"
import { openDatabase } from "../../../src/modules/audience/lib/database"
import { parseOptions } from "../../../src/modules/audience/options"
import { createPipeline } from "../../../src/modules/audience/pipeline"

/** A Medusa process as far as the stages go: it collects what its parent hands over, and runs the pipeline without resting long. */
async function main(): Promise<void> {
  await loadBitmaps()
  const quiet = (): void => undefined
  const database = openDatabase({ connectionString: process.env.CHILD_DATABASE_URL }, quiet)
  // What fails while the database is away is tried again; what it comes to is what the test looks at.
  const log = { info: quiet, warn: quiet, error: quiet }
  const audience = createAudience({ database, clock: systemClock, options: parseOptions(), log })
  process.on("message", ({ number, body, userAgent }: { number: number; body: unknown; userAgent: string }) => {
    void audience.collection
      .collect({ body, userAgent, headers: {}, isKnownKey: () => true })
      .then(({ status }) => process.send?.({ number, status }))
      .catch(() => process.send?.({ number, status: 500 }))
  })
  // The parent is gone: nobody would end this one.
  process.on("disconnect", () => process.exit())
  createPipeline(audience, { idle: 5, failure: 50 }).start()
  process.send?.("ready")
}

void main()
