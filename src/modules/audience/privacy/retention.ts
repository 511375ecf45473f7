import sql from "sql-template-tag"
import { lockMerges } from "../identity"
import { keptSince } from "../rollups"
import type { StageContext } from "../stage"
import { record } from "./audit"
import { deleteOldEvents } from "./delete-old-events"
import { deleteRows } from "./delete-rows"
import { subjectOf } from "./person"
import type { PrivacyPorts, PrivacyStages, RetentionResult } from "./types"

const DAY_MS = 86_400_000
/** Each piece is a transaction that keeps collection waiting. */
const PROFILES_AT_ONCE = 200
/** Events are at most 7 days late: until then a browser may send what its erased visitor left in its queue. */
const REMEMBER_VISITORS_DAYS = 8
const EMPTY_ROW_DAYS = 1

/** See {@link Privacy.applyRetention}. Runs in one process at a time; one that is killed has done its pieces. */
export async function applyRetention(context: StageContext, stages: PrivacyStages, ports: PrivacyPorts): Promise<RetentionResult> {
  const work = async (): Promise<RetentionResult> => {
    await finishErasures(context, stages, ports)
    const events = await deleteOldEvents(context.database, keptSince(context).at)
    if (events > 0) await ports.eventsDeleted()
    const profiles = await forgetInactive(context, stages, ports)
    const result = { events, profiles }
    const actor = { type: "system", id: null } as const
    if (events + profiles > 0)
      await record(context.database, { action: "retention.applied", actor, subject: null, detail: result }, context.clock.now())
    return result
  }
  return (await stages.facts.alone("retention", work)) ?? { events: 0, profiles: 0 }
}

/**
 * People who were not there for as long as the option says, and whom Medusa does not know as a customer.
 *
 * A customer's record lives in Medusa for as long as the shop keeps it there; forgetting its
 * profile here would only hide who has lapsed.
 */
async function forgetInactive(
  { database, clock, options }: StageContext,
  { membership }: PrivacyStages,
  ports: PrivacyPorts
): Promise<number> {
  const since = new Date(clock.now().getTime() - options.retention.profilesInactive * DAY_MS)
  const forgotten: number[] = []
  for (;;) {
    const ids = await database.transaction(async (tx) => {
      await lockMerges(tx)
      const inactive = await tx.rows<{ id: number }>(sql`
        select p.id from audience.profile p left join audience.profile_state s on s.profile_id = p.id
        where p.merged_into is null and p.erased_at is null and p.created_at < ${since} and coalesce(s.last_seen, p.created_at) < ${since}
          and not exists (select from audience.customer c where c.profile_id = p.id and c.deleted_at is null)
          and not exists (select from audience.order_fact o where o.profile_id = p.id and o.placed_at >= ${since})
          and not exists (select from audience.cart k where k.profile_id = p.id and k.touched_at >= ${since})
          and not exists (select from audience.attribute_value v where v.profile_id = p.id and v.updated_at >= ${since})
        order by p.id limit ${PROFILES_AT_ONCE}`)
      if (inactive.length === 0) return []
      const subject = await subjectOf(
        tx,
        inactive.map(({ id }) => id)
      )
      await deleteRows(tx, subject, clock.now())
      await ports.profilesChanged(tx, subject.profileIds)
      forgotten.push(...subject.profileIds)
      return inactive
    })
    if (ids.length < PROFILES_AT_ONCE) break
  }
  if (forgotten.length > 0) await membership.forgetProfiles(forgotten)
  return forgotten.length
}

/**
 * Does once more what every erasure of late did: a write that had begun before it may have ended behind it,
 * and a process may have died in its middle. Then the empty rows go.
 */
async function finishErasures({ database, clock }: StageContext, { membership }: PrivacyStages, ports: PrivacyPorts): Promise<void> {
  const now = clock.now()
  const rows = await database.rows<{ id: number; erased_at: Date }>(sql`
    select id, erased_at from audience.profile where erased_at is not null order by erased_at`)
  const [first] = rows
  if (first) {
    const ids = rows.map(({ id }) => id)
    await database.transaction(async (tx) => {
      await lockMerges(tx)
      await deleteRows(tx, await subjectOf(tx, ids), now)
      await ports.profilesChanged(tx, ids)
    })
    await membership.forgetProfiles(ids, new Date(first.erased_at.getTime() - DAY_MS))
    const settled = rows.filter(({ erased_at }) => erased_at.getTime() < now.getTime() - EMPTY_ROW_DAYS * DAY_MS).map(({ id }) => id)
    await database.execute(sql`delete from audience.profile where id = any(${settled}::int[]) and erased_at is not null`)
  }
  await database.execute(sql`
    delete from audience.erased where kind = 'visitor' and erased_at < ${new Date(now.getTime() - REMEMBER_VISITORS_DAYS * DAY_MS)}`)
}
