import sql, { raw } from "sql-template-tag"
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
  await tx.execute(sql`update audience.customer set profile_id = ${loserId} where id = any(${moved.customers}::text[])`)
  for (const table of TABLES_OF_A_VISITOR) {
    await tx.execute(sql`
      update audience.${raw(table)} set profile_id = ${loserId} where profile_id = ${winnerId} and visitor_id = any(${moved.visitors}::int[])`)
  }
  await moveCarts(tx, "order_fact", ["order_line", "refund"], "order_id", moved.orders, moved, winnerId, loserId)
  await moveCarts(tx, "cart", ["cart_line"], "cart_id", moved.carts, moved, winnerId, loserId)
  await restoreAttributes(tx, winnerId, loserId, moved)
  const [analytics = null, personalization = null, marketing = null] = moved.profile.consent
  await tx.execute(sql`
    update audience.profile set created_at = ${moved.profile.created_at}, internal = ${moved.profile.internal},
      consent_analytics = ${analytics}, consent_personalization = ${personalization}, consent_marketing = ${marketing}
    where id = ${winnerId}`)
  await nameCustomer(tx, winnerId)
  await nameCustomer(tx, loserId)
  await tx.execute(sql`update audience.merge set undone_at = ${now} where id = ${mergeId}`)
  return [winnerId, loserId]
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
    where profile_id = ${winnerId} and (id = any(${ids}::text[]) or customer_id = any(${customers}::text[])
      or (customer_id is null and visitor_id = any(${visitors}::int[])))
    returning id`)
  for (const part of parts) {
    await db.execute(sql`
      update audience.${raw(part)} set profile_id = ${loserId}
      where profile_id = ${winnerId} and ${raw(key)} = any(${rows.map(({ id }) => id)}::text[])`)
  }
}

/** A value that was set after the merge stays with the winner; every other one returns to where it was. */
async function restoreAttributes(db: Queryable, winnerId: number, loserId: number, { attributes }: Moved): Promise<void> {
  const loser = JSON.stringify(attributes.loser)
  const winner = JSON.stringify(attributes.winner)
  await db.execute(sql`
    delete from audience.attribute_value as standing
    using json_populate_recordset(null::audience.attribute_value, ${loser}::json) as brought
    where standing.profile_id = ${winnerId} and standing.attribute_id = brought.attribute_id
      and standing.source = brought.source and standing.updated_at = brought.updated_at`)
  await db.execute(sql`
    insert into audience.attribute_value
    select ${winnerId}, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at
    from json_populate_recordset(null::audience.attribute_value, ${winner}::json) on conflict do nothing`)
  await db.execute(sql`
    insert into audience.attribute_value
    select ${loserId}, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at
    from json_populate_recordset(null::audience.attribute_value, ${loser}::json) on conflict do nothing`)
}
