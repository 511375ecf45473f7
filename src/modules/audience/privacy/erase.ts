import type { AuditActor, ErasureReceipt } from "../../../contract"
import { lockMerges, rememberErased } from "../identity"
import type { StageContext } from "../stage"
import { complete, record } from "./audit"
import { deleteRows } from "./delete-rows"
import { findPerson } from "./person"
import { countRows, personalTables, type Subject } from "./tables"
import type { Person, PrivacyPorts, PrivacyStages } from "./types"

/**
 * See {@link Privacy.erase}.
 *
 * The rows go in one transaction that keeps merges, collection and copies of Medusa's records out, so that
 * nothing is written for the profile behind it. Memberships follow segment by segment; a process that dies
 * in between leaves them to the nightly retention.
 */
export async function erasePerson(
  context: StageContext,
  { identity, membership }: PrivacyStages,
  ports: PrivacyPorts,
  person: Person,
  actor: AuditActor
): Promise<ErasureReceipt> {
  const { database, clock } = context
  const now = clock.now()
  const { found, removed, entry } = await database.transaction(async (tx) => {
    await lockMerges(tx)
    const found = await findPerson(tx, identity, person)
    if ("customerId" in person) await rememberErased(tx, "customer", [person.customerId], now)
    const removed = found ? await deleteRows(tx, found, now) : {}
    if (found) await ports.profilesChanged(tx, found.profileIds)
    const subject = found?.publicId ?? null
    return { found, removed, entry: await record(tx, { action: "profile.erased", actor, subject, detail: { removed } }, now) }
  })
  if (found) {
    const forgotten = await membership.forgetProfiles(found.profileIds)
    if (forgotten.memberships > 0) removed.segment = forgotten.memberships
    if (forgotten.changes > 0) removed.segment_change = forgotten.changes
  }
  const remaining = found ? await countRemaining(context, found) : 0
  const total = Object.values(removed).reduce((sum, rows) => sum + rows, 0)
  await complete(database, entry.row, { removed, removed_total: total, remaining })
  return { id: entry.id, profile_id: found?.publicId ?? null, erased_at: now.toISOString(), removed, removed_total: total, remaining }
}

async function countRemaining({ database }: StageContext, subject: Subject): Promise<number> {
  let remaining = 0
  for (const table of await personalTables(database, subject)) remaining += await countRows(database, table)
  return remaining
}
