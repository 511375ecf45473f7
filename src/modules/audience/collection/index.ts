import sql from "sql-template-tag"
import type { StageContext } from "../stage"
import { Collector } from "./collector"
import { Partitions } from "./partitions"
import type { Collection, CollectionPorts } from "./types"

export type { BatchVisitor, CollectOutcome, CollectRequest, Collection, CollectionPorts, ResolvedVisitor, StartedBatch } from "./types"

const DAY_MS = 86_400_000
/** Past the days that an event may be late; ahead further than any month is long. */
const PREPARED_DAYS = { past: 8, ahead: 35 }

/** An event may be sent again for 7 days, and a browser's clock may be off by hours. */
const REMEMBER_IDS_DAYS = 8

/**
 * What a stored event says about its traffic source, for who folds it: `source_id` is set only
 * where the event arrived from outside (a campaign, a click id, an external referrer). Null says
 * nothing. A session's source is that of its earliest event (by `at`, `id`) which has one; a
 * session without any is direct: source `direct`, medium `none`, channel `direct`.
 */
export function createCollection(context: StageContext, ports: CollectionPorts): Collection {
  const { database, clock } = context
  const partitions = new Partitions(database)
  const collector = new Collector(context, ports, partitions)
  return {
    collect: (request) => collector.collect(request),
    refuseTooLarge: () => collector.refuseTooLarge(),
    preparePartitions: () => {
      const now = clock.now().getTime()
      return partitions.ensure(now - PREPARED_DAYS.past * DAY_MS, now + PREPARED_DAYS.ahead * DAY_MS)
    },
    ensurePartitions: (from, to) => partitions.ensure(from.getTime(), to.getTime()),
    async forgetOldEventIds() {
      const oldest = new Date(clock.now().getTime() - REMEMBER_IDS_DAYS * DAY_MS)
      await database.execute(sql`delete from audience.recent_event where received_on < ${oldest.toISOString().slice(0, 10)}::date`)
    },
    stop: () => collector.stop(),
  }
}
