import sql from "sql-template-tag"
import type { Transaction } from "../lib/database"

/** Writes down how many decisions by hand there are: without any, an evaluation does not look for them. */
export async function countDecisions(tx: Transaction, segmentId: string): Promise<void> {
  await tx.execute(sql`
    update audience.segment set
      additions = (select count(*) from audience.segment_manual where segment_id = ${segmentId} and kind = 'added'),
      exclusions = (select count(*) from audience.segment_manual where segment_id = ${segmentId} and kind = 'excluded')
    where id = ${segmentId}`)
}
