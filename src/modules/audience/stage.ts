import type { Clock } from "./lib/clock"
import type { Database } from "./lib/database"
import type { Log } from "./lib/log"
import type { AudienceOptions } from "./options"

/** What every stage is made from. */
export interface StageContext {
  database: Database
  options: AudienceOptions
  clock: Clock
  log: Log
}
