import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { loadBitmaps } from "../../src/modules/audience/lib/bitmap"
import { parseOptions } from "../../src/modules/audience/options"
import { testClock, type TestClock } from "./clock"
import { createTestDatabase, type TestDatabase } from "./database"

export interface TestAudience extends Audience {
  clock: TestClock
  database: TestDatabase
}

/** All stages on a database of their own, with a clock that the test sets. The background loop does not run: call `rollups.fold()` and `membership.tick()`. */
export async function createTestAudience(input: { now: Date | string; options?: Record<string, unknown> }): Promise<TestAudience> {
  await loadBitmaps()
  const database = await createTestDatabase()
  const clock = testClock(input.now)
  const log = { info: () => undefined, warn: () => undefined, error: (message: string) => process.stderr.write(`${message}\n`) }
  return { ...createAudience({ database, clock, options: parseOptions(input.options), log }), database, clock }
}
