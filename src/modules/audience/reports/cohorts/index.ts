import sql from "sql-template-tag"
import type { PurchaseFunnel, Retention, RfmGrid } from "../../../../contract"
import { readHidden } from "../../identity"
import { addDays, dayOf, dayStart } from "../../lib/clock"
import type { ProfileSet } from "../../lib/bitmap"
import type { Transaction } from "../../lib/database"
import type { Membership } from "../../membership"
import type { StageContext } from "../../stage"
import { funnelOf } from "./funnel"
import { peopleOf } from "./people"
import { retentionOf, type RetentionQuestion } from "./retention"
import { rfmOf } from "./rfm"

export type { RetentionQuestion } from "./retention"

/** Groups of people by when they came and what they did, for a segment or, with null, for everybody. */
export interface Cohorts {
  /** @throws not_found */
  retention(segmentId: string | null, question: RetentionQuestion): Promise<Retention>
  /** @throws not_found */
  rfm(segmentId: string | null): Promise<RfmGrid>
  /** In days of the shop's zone, both included. @throws not_found */
  funnel(segmentId: string | null, from: string, to: string): Promise<PurchaseFunnel>
}

export function createCohorts(
  context: StageContext,
  membership: Membership,
  moment: <Answer>(read: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
): Cohorts {
  const { clock, options } = context

  /** Reads with the segment's members, and enough memory to bring a large shop's people together without the disk. */
  async function about<Answer>(id: string | null, read: (tx: Transaction, members: ProfileSet | null) => Promise<Answer>): Promise<Answer> {
    const members = id === null ? null : await membership.members(id)
    try {
      return await moment(async (tx) => {
        await tx.execute(sql`set local work_mem = '64MB'`)
        return read(tx, members)
      })
    } finally {
      members?.dispose()
    }
  }

  return {
    retention: (id, question) =>
      about(id, async (tx, members) => {
        const scope = { members, hidden: await readHidden(tx), zone: options.timeZone, today: dayOf(clock.now(), options.timeZone) }
        return retentionOf(tx, scope, question)
      }),
    rfm: (id) => about(id, async (tx, members) => rfmOf(tx, options.currency, members)),
    funnel: (id, from, to) =>
      about(id, async (tx, members) => {
        const days = { from, to, start: dayStart(from, options.timeZone), end: dayStart(addDays(to, 1), options.timeZone) }
        return funnelOf(tx, await peopleOf(tx, members), days)
      }),
  }
}
