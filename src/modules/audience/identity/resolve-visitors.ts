import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import { erasedAmong } from "./erased"
import { findVisitors, type FoundVisitor } from "./find-visitors"
import type { ArrivingVisitor, IdentityPorts } from "./types"

/** See {@link Identity.resolveVisitors}. */
export async function resolveVisitors(
  ports: Pick<IdentityPorts, "consentChanged">,
  tx: Transaction,
  visitors: ArrivingVisitor[],
  known?: Map<string, FoundVisitor>
): Promise<Map<string, ResolvedVisitor>> {
  const found = known ?? (await findVisitors(tx, visitors))
  // An erasure deletes the visitor: only one that is unknown, or younger than the event, can have been erased.
  const doubtful = visitors.filter(({ uuid, firstAt }) => firstAt < (found.get(uuid)?.created_at ?? NEVER))
  const erased = await erasedAmong(
    tx,
    "visitor",
    doubtful.map(({ uuid, firstAt }) => ({ id: uuid, at: firstAt }))
  )
  if (erased.size === 0) return findAndKeep(visitors)
  const standing = visitors
    .filter(({ uuid, lastAt = NEVER }) => (erased.get(uuid) ?? ALWAYS) < lastAt)
    .map((visitor) => ({ ...visitor, firstAt: later(visitor.firstAt, erased.get(visitor.uuid)) }))
  const resolved = await findAndKeep(standing)
  for (const [uuid, erasedAt] of erased) {
    const visitor = resolved.get(uuid)
    if (visitor) resolved.set(uuid, { ...visitor, erasedAt })
  }
  return resolved

  async function findAndKeep(among: ArrivingVisitor[]): Promise<Map<string, ResolvedVisitor>> {
    const resolved = await findOrCreateVisitors(tx, among, found)
    const changed = await keepConsents(tx, among, found)
    // The fold reports who has new events; one from before an erasure is none.
    if (changed.length > 0) await ports.consentChanged(tx, changed)
    return resolved
  }
}

const ALWAYS = new Date(-8.64e15)
const NEVER = new Date(8.64e15)
const later = (one: Date, other: Date | undefined): Date => (other && other > one ? other : one)

/** {@link resolveVisitors} for a caller that holds the merge lock already. */
export async function findOrCreateVisitors(
  tx: Queryable,
  visitors: ArrivingVisitor[],
  known?: Map<string, FoundVisitor>
): Promise<Map<string, ResolvedVisitor>> {
  const found = known ?? (await findVisitors(tx, visitors))
  let missing = visitors.filter(({ uuid }) => !found.has(uuid))
  const resolved = new Map<string, ResolvedVisitor>(found)
  if (missing.length > 0) {
    for (const row of await createVisitors(tx, missing)) resolved.set(row.uuid, row)
    missing = missing.filter(({ uuid }) => !resolved.has(uuid))
    // Created by another process between our two statements: its transaction has ended by now.
    for (const [uuid, row] of missing.length > 0 ? await findVisitors(tx, missing) : []) {
      resolved.set(uuid, row)
      found.set(uuid, row)
    }
  }
  return resolved
}

/**
 * Creates visitors with a profile each; answers those that this statement created.
 *
 * Two batches may bring the same new browser at once. The unique index on current
 * visitors lets one win; only the winner's profile is written. Sorted, so that two
 * batches wait for each other in one direction only.
 */
async function createVisitors(tx: Queryable, visitors: ArrivingVisitor[]): Promise<(ResolvedVisitor & { uuid: string })[]> {
  const column = <Value>(of: (visitor: ArrivingVisitor) => Value): Value[] => visitors.map(of)
  return tx.rows(sql`
    with wanted as materialized (
      select *, nextval(pg_get_serial_sequence('audience.profile', 'id'))::int as profile_id
      from unnest(
        ${column(({ uuid }) => uuid)}::uuid[], ${column(({ firstAt }) => firstAt)}::timestamptz[],
        ${column(({ consent }) => consent?.analytics ?? null)}::boolean[],
        ${column(({ consent }) => consent?.personalization ?? null)}::boolean[],
        ${column(({ consent }) => consent?.marketing ?? null)}::boolean[]
      ) as visitors (uuid, first_at, analytics, personalization, marketing)
      order by uuid
    ), created as (
      insert into audience.visitor (uuid, profile_id, created_at)
      select uuid, profile_id, first_at from wanted order by uuid
      on conflict (uuid) where ended_at is null do nothing
      returning uuid, id, profile_id
    ), profiles as (
      insert into audience.profile (id, created_at, consent_analytics, consent_personalization, consent_marketing)
      overriding system value
      select wanted.profile_id, first_at, analytics, personalization, marketing from wanted join created using (uuid)
    )
    select uuid, id as "visitorId", profile_id as "profileId" from created`)
}

/** Writes the consents that differ from what their profiles have, and answers whose did; most batches have none. */
export async function keepConsents(tx: Queryable, visitors: ArrivingVisitor[], found: Map<string, FoundVisitor>): Promise<number[]> {
  const changed: number[] = []
  const known = visitors.flatMap(({ uuid, consent }) => {
    const before = found.get(uuid)
    return before && consent ? [{ before, consent }] : []
  })
  // Two batches that update the same profiles must do so in the same order.
  known.sort((a, b) => a.before.profileId - b.before.profileId)
  for (const { before, consent } of known) {
    const analytics = consent.analytics ?? before.consent_analytics
    const personalization = consent.personalization ?? before.consent_personalization
    const marketing = consent.marketing ?? before.consent_marketing
    if (
      analytics === before.consent_analytics &&
      personalization === before.consent_personalization &&
      marketing === before.consent_marketing
    )
      continue
    await tx.execute(sql`
      update audience.profile
      set consent_analytics = ${analytics}, consent_personalization = ${personalization}, consent_marketing = ${marketing}
      where id = ${before.profileId}`)
    changed.push(before.profileId)
  }
  return changed
}
