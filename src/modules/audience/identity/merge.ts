import sql, { raw } from "sql-template-tag"
import { notAllowed, notFound } from "../errors"
import type { Queryable, Transaction } from "../lib/database"
import { nameCustomer } from "./customers"

/**
 * Every table that names a profile by `profile_id` and moves with it.
 *
 * `profile_state` is missing on purpose: it is derived anew. A spec compares this list
 * with the schema, so that a table added later cannot be forgotten.
 */
export const TABLES_OF_A_PROFILE = [
  "visitor",
  "customer",
  "cart_visitor",
  "event",
  "session",
  "profile_day",
  "order_fact",
  "order_line",
  "refund",
  "cart",
  "cart_line",
] as const

/** What a merge must remember to be undone exactly. */
export interface Moved {
  visitors: number[]
  customers: string[]
  orders: string[]
  carts: string[]
  /** The loser's attribute values, and the winner's that they replaced. */
  attributes: { loser: unknown[]; winner: unknown[] }
  profile: { created_at: string; internal: boolean; internal_set: boolean | null; consent: (boolean | null)[] }
}

interface ProfileRow {
  id: number
  created_at: Date
  internal: boolean
  internal_set: boolean | null
  consent_analytics: boolean | null
  consent_personalization: boolean | null
  consent_marketing: boolean | null
  has_account: boolean
}

/** Which of two profiles stays: the one with the account, else the older one. */
function chooseWinner(one: ProfileRow, other: ProfileRow): [winner: ProfileRow, loser: ProfileRow] {
  if (one.has_account !== other.has_account) return one.has_account ? [one, other] : [other, one]
  const age = one.created_at.getTime() - other.created_at.getTime() || one.id - other.id
  return age <= 0 ? [one, other] : [other, one]
}

/**
 * Makes two profiles one, whichever of them should stay. The caller holds the merge lock
 * alone and reports both profiles as changed.
 */
export async function mergeProfiles(
  tx: Transaction,
  one: number,
  other: number,
  reason: string,
  now: Date
): Promise<{ winnerId: number; loserId: number }> {
  const [winner, loser] = chooseWinner(await standingProfile(tx, one), await standingProfile(tx, other))
  await moveProfile(tx, winner.id, loser.id, reason, now)
  return { winnerId: winner.id, loserId: loser.id }
}

/** Moves everything of the loser to the winner and records it. The caller holds the merge lock alone. */
export async function moveProfile(tx: Transaction, winnerId: number, loserId: number, reason: string, now: Date): Promise<void> {
  if (winnerId === loserId) throw notAllowed("merge: a profile cannot be merged with itself")
  const winner = await standingProfile(tx, winnerId)
  const loser = await standingProfile(tx, loserId)
  const moved = await describe(tx, winner, loser)
  for (const table of TABLES_OF_A_PROFILE) {
    await tx.execute(sql`update audience.${raw(table)} set profile_id = ${winnerId} where profile_id = ${loserId}`)
  }
  await mergeAttributes(tx, winnerId, loserId)
  await tx.execute(sql`delete from audience.profile_state where profile_id = ${loserId}`)
  await tx.execute(sql`
    update audience.profile as winner set
      created_at = least(winner.created_at, loser.created_at),
      internal = winner.internal or loser.internal,
      internal_set = case when winner.internal_set or loser.internal_set then true else coalesce(winner.internal_set, loser.internal_set) end,
      -- A "no" of either outlives the merge.
      consent_analytics = coalesce(winner.consent_analytics and loser.consent_analytics, winner.consent_analytics, loser.consent_analytics),
      consent_personalization = coalesce(winner.consent_personalization and loser.consent_personalization, winner.consent_personalization, loser.consent_personalization),
      consent_marketing = coalesce(winner.consent_marketing and loser.consent_marketing, winner.consent_marketing, loser.consent_marketing)
    from audience.profile as loser where winner.id = ${winnerId} and loser.id = ${loserId}`)
  await tx.execute(sql`update audience.profile set merged_into = ${winnerId}, customer_id = null where id = ${loserId}`)
  await nameCustomer(tx, winnerId)
  await tx.execute(sql`
    insert into audience.merge (winner_id, loser_id, reason, merged_at, moved)
    values (${winnerId}, ${loserId}, ${reason}, ${now}, ${JSON.stringify(moved)}::jsonb)`)
}

async function standingProfile(db: Queryable, id: number): Promise<ProfileRow> {
  const [row] = await db.rows<ProfileRow>(sql`
    select id, created_at, internal, internal_set, consent_analytics, consent_personalization, consent_marketing,
      exists (select from audience.customer where profile_id = profile.id and has_account and deleted_at is null) as has_account
    from audience.profile where id = ${id} and merged_into is null and erased_at is null`)
  if (!row) throw notFound(`profile ${id} does not stand: it was merged away, erased or never existed`)
  return row
}

async function describe(db: Queryable, winner: ProfileRow, loser: ProfileRow): Promise<Moved> {
  const [row] = await db.rows<Omit<Moved, "profile">>(sql`
    select
      array(select id from audience.visitor where profile_id = ${loser.id} order by id) as visitors,
      array(select id from audience.customer where profile_id = ${loser.id} order by id) as customers,
      array(select id from audience.order_fact where profile_id = ${loser.id} order by id) as orders,
      array(select id from audience.cart where profile_id = ${loser.id} order by id) as carts,
      json_build_object(
        'loser', (select coalesce(json_agg(value), '[]') from audience.attribute_value as value where profile_id = ${loser.id}),
        'winner', (select coalesce(json_agg(value), '[]') from audience.attribute_value as value where profile_id = ${winner.id})
      ) as attributes`)
  if (!row) throw new Error("describing a merge returned no row")
  return {
    ...row,
    profile: {
      created_at: winner.created_at.toISOString(),
      internal: winner.internal,
      internal_set: winner.internal_set,
      consent: [winner.consent_analytics, winner.consent_personalization, winner.consent_marketing],
    },
  }
}

/** A verified value stands before a declared one, then the newer one. */
async function mergeAttributes(db: Queryable, winnerId: number, loserId: number): Promise<void> {
  await db.execute(sql`
    insert into audience.attribute_value as standing
      (profile_id, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at)
    select ${winnerId}, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at
    from audience.attribute_value where profile_id = ${loserId}
    on conflict (profile_id, attribute_id) do update set
      source = excluded.source, text_value = excluded.text_value, number_value = excluded.number_value,
      boolean_value = excluded.boolean_value, date_value = excluded.date_value, list_value = excluded.list_value, updated_at = excluded.updated_at
    where (excluded.source <> 'declared', excluded.updated_at) > (standing.source <> 'declared', standing.updated_at)`)
  await db.execute(sql`delete from audience.attribute_value where profile_id = ${loserId}`)
}
