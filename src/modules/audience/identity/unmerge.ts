import sql, { raw, type Sql } from "sql-template-tag"
import { notAllowed, notFound } from "../errors"
import type { Queryable, Transaction } from "../lib/database"
import { nameCustomer } from "./customers"
import type { Moved } from "./merge"

interface MergeRow {
  id: number
  winner_id: number
  loser_id: number
  undone_at: Date | null
  moved: Moved
}

const TABLES_OF_A_VISITOR = ["event", "session", "profile_day", "cart_visitor"] as const

/**
 * Undoes a merge: the loser stands again with its visitors, customers, orders and carts, and with
 * what those have done since. Answers the changed profiles. The caller holds the merge lock alone.
 */
export async function unmergeProfiles(tx: Transaction, mergeId: number, now: Date): Promise<number[]> {
  const [merge] = await tx.rows<MergeRow>(sql`select id, winner_id, loser_id, undone_at, moved from audience.merge where id = ${mergeId}`)
  if (!merge) throw notFound(`merge ${mergeId} was not found`)
  if (merge.undone_at) throw notAllowed(`merge ${mergeId} is undone already`)
  const { winner_id: winnerId, loser_id: loserId, moved } = merge
  const [later] = await tx.rows<{ id: number }>(sql`
    select id from audience.merge where id > ${mergeId} and undone_at is null and (${winnerId} in (winner_id, loser_id)) order by id desc limit 1`)
  if (later) throw notAllowed(`merge ${mergeId} rests under merge ${later.id}: undo that one first`)

  await tx.execute(sql`update audience.profile set merged_into = null where id = ${loserId}`)
  await tx.execute(sql`update audience.visitor set profile_id = ${loserId} where id = any(${moved.visitors}::int[])`)
  const customers = await moveCustomers(tx, moved, winnerId, loserId)
  for (const table of TABLES_OF_A_VISITOR) {
    await tx.execute(sql`
      update audience.${raw(table)} set profile_id = ${loserId} where profile_id = ${winnerId} and visitor_id = any(${moved.visitors}::int[])`)
  }
  await moveCarts(tx, "order_fact", ["order_line", "refund"], "order_id", moved.orders, { ...moved, customers }, winnerId, loserId)
  await moveCarts(tx, "cart", ["cart_line"], "cart_id", moved.carts, { ...moved, customers }, winnerId, loserId)
  await restoreAttributes(tx, winnerId, loserId, moved)
  await restoreProfile(tx, winnerId, loserId, moved)
  await nameCustomer(tx, winnerId)
  await nameCustomer(tx, loserId)
  await tx.execute(sql`update audience.merge set undone_at = ${now} where id = ${mergeId}`)
  return [winnerId, loserId]
}

/**
 * Gives the winner back what it was. What somebody has said or set since is in force for both: who of
 * the two meant it is not known, and a "no" must not turn into a "yes" because a merge was wrong.
 */
async function restoreProfile(db: Queryable, winnerId: number, loserId: number, { profile }: Moved): Promise<void> {
  await db.execute(sql`update audience.profile set created_at = ${profile.created_at} where id = ${winnerId}`)
  await restoreFlag(db, "internal", sql`(before or loser.internal)`, profile.internal, winnerId, loserId)
  const decided = sql`case when before or loser.internal_set then true else coalesce(before, loser.internal_set) end`
  await restoreFlag(db, "internal_set", decided, profile.internal_set, winnerId, loserId)
  for (const [place, purpose] of (["analytics", "personalization", "marketing"] as const).entries()) {
    const consent = raw(`loser.consent_${purpose}`)
    // As the merge has computed it.
    const merged = sql`coalesce(before and ${consent}, before, ${consent})`
    await restoreFlag(db, `consent_${purpose}`, merged, profile.consent[place] ?? null, winnerId, loserId)
  }
}

async function restoreFlag(
  db: Queryable,
  column: string,
  merged: Sql,
  before: boolean | null,
  winnerId: number,
  loserId: number
): Promise<void> {
  const flag = raw(column)
  await db.execute(sql`
    with since as (
      select winner.${flag} as value, winner.${flag} is distinct from ${merged} as changed
      from audience.profile winner, audience.profile loser, (select ${before}::boolean as before) given
      where winner.id = ${winnerId} and loser.id = ${loserId}
    )
    update audience.profile set ${flag} = case when since.changed then since.value when id = ${winnerId} then ${before}::boolean else ${flag} end
    from since where id in (${winnerId}, ${loserId})`)
}

/** Customers that came with the merge, and guests who were first seen on a browser that came with it; answers who they are. */
async function moveCustomers(db: Queryable, { customers, visitors }: Moved, winnerId: number, loserId: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    update audience.customer set profile_id = ${loserId}
    where profile_id = ${winnerId} and (id = any(${customers}::text[]) or visitor_id = any(${visitors}::int[]))
    returning id`)
  return rows.map(({ id }) => id)
}

/** Orders and carts that came with the merge, and later ones of a visitor or customer that came with it. */
async function moveCarts(
  db: Queryable,
  table: "order_fact" | "cart",
  parts: string[],
  key: string,
  ids: string[],
  { customers, visitors }: Moved,
  winnerId: number,
  loserId: number
): Promise<void> {
  const rows = await db.rows<{ id: string }>(sql`
    update audience.${raw(table)} set profile_id = ${loserId}
    where profile_id = ${winnerId} and (
      -- One that Medusa has since moved to a customer of the winner's is the winner's.
      (id = any(${ids}::text[]) and not exists (
        select from audience.customer c where c.id = audience.${raw(table)}.customer_id and c.profile_id = ${winnerId}))
      or customer_id = any(${customers}::text[])
      or (customer_id is null and visitor_id = any(${visitors}::int[])))
    returning id`)
  for (const part of parts) {
    await db.execute(sql`
      update audience.${raw(part)} set profile_id = ${loserId}
      where profile_id = ${winnerId} and ${raw(key)} = any(${rows.map(({ id }) => id)}::text[])`)
  }
}

/**
 * A value that was set after the merge stays with the winner; every other one returns to where it was.
 * The winner's own value comes back only where the loser's stood in its place until now: one that
 * somebody has removed since must not come back.
 */
async function restoreAttributes(db: Queryable, winnerId: number, loserId: number, { attributes }: Moved): Promise<void> {
  const loser = JSON.stringify(attributes.loser)
  const winner = JSON.stringify(attributes.winner)
  const returned = await db.rows<{ attribute_id: number }>(sql`
    delete from audience.attribute_value as standing
    using json_populate_recordset(null::audience.attribute_value, ${loser}::json) as brought
    where standing.profile_id = ${winnerId} and standing.attribute_id = brought.attribute_id
      and standing.source = brought.source and standing.updated_at = brought.updated_at
      and not exists (
        select from json_populate_recordset(null::audience.attribute_value, ${winner}::json) as own
        where own.attribute_id = standing.attribute_id and own.source = standing.source and own.updated_at = standing.updated_at)
    returning standing.attribute_id`)
  const own = sql`
    select ${winnerId}, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at
    from json_populate_recordset(null::audience.attribute_value, ${winner}::json)
    where attribute_id = any(${returned.map(({ attribute_id: id }) => id)}::int[])`
  await db.execute(sql`insert into audience.attribute_value ${own} on conflict do nothing`)
  await db.execute(sql`
    insert into audience.attribute_value
    select ${loserId}, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at
    from json_populate_recordset(null::audience.attribute_value, ${loser}::json) on conflict do nothing`)
}
