import type { Logger } from "@medusajs/framework/types"
import type { PoolConfig } from "pg"
import { createAudience, type Audience } from "./audience"
import { loadBitmaps } from "./lib/bitmap"
import { systemClock } from "./lib/clock"
import { openDatabase } from "./lib/database"
import { parseOptions, type AudienceOptions } from "./options"
import { createPipeline, type Pipeline } from "./pipeline"
import { touchProfiles, type NamedProfiles } from "./touch-profiles"

interface Dependencies {
  logger: Logger
  __pg_connection__: { client: { config: { connection: string | PoolConfig } } }
}

/**
 * The door to everything the plugin does; it holds the stages and no logic.
 *
 * One word, one meaning (docs/glossary.md has the whole list): **event** one thing that
 * happened (`event`) · **visitor** one browser (`visitor`) · **profile** one person as far
 * as we know (`profile`) · **customer** Medusa's record (`customer`) · **attribute** a typed
 * fact about a profile (`attribute_value`) · **merge** two profiles become one (`merge`) ·
 * **fact** our copy of an order's or cart's figures (`order_fact`, `order_line`, `cart`) ·
 * **rollup** derived and rebuildable (`session`, `profile_day`, `profile_state`) ·
 * **segment** a named rule (`segment`) · **change** profiles entering or leaving (`segment_change`).
 */
export default class AudienceModuleService {
  readonly options: AudienceOptions
  private readonly audience: Audience
  private readonly pipeline: Pipeline

  constructor({ logger, __pg_connection__: shop }: Dependencies, options?: Record<string, unknown>) {
    this.options = parseOptions(options)
    const own = this.options.databaseUrl
    const shopConnection = shop.client.config.connection
    const config: PoolConfig = own
      ? { connectionString: own }
      : typeof shopConnection === "string"
        ? { connectionString: shopConnection }
        : { ...shopConnection }
    const database = openDatabase(config, (error) => logger.warn(`audience: idle database connection lost: ${error.message}`))
    this.audience = createAudience({ database, options: this.options, clock: systemClock, log: logger })
    this.pipeline = createPipeline(this.audience)
  }

  get stages(): Audience {
    return this.audience
  }

  /** See {@link touchProfiles}: a shop calls it when the data behind a family of its own has changed. */
  async touchProfiles(people: NamedProfiles): Promise<number> {
    return touchProfiles(this.audience, people)
  }

  __hooks = {
    onApplicationStart: async (): Promise<void> => {
      await loadBitmaps()
      // Collection makes what is missing; a database that is away for a moment is no reason not to start.
      await this.audience.collection.preparePartitions().catch((error: Error) => {
        this.audience.log.warn(`audience: partitions could not be made at the start: ${error.message}`)
      })
      this.pipeline.start()
    },
    onApplicationPrepareShutdown: async (): Promise<void> => {
      await this.audience.collection.stop()
      await this.pipeline.stop()
    },
    onApplicationShutdown: async (): Promise<void> => {
      await this.audience.database.close()
    },
  }
}
