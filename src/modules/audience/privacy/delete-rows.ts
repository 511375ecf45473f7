import sql, { raw } from "sql-template-tag"
import { rememberErased } from "../identity"
import type { Transaction } from "../lib/database"
import { personalTables, type Subject } from "./tables"

/**
 * Deletes every row that names the profiles; answers how many, by table. The caller holds the merge lock alone.
 *
 * Of a profile an empty row stays for a day, without anything by which it was known: evaluators
 * and static segments see by it that the number stands for nobody any more.
 */
export async function deleteRows(tx: Transaction, subject: Subject, now: Date): Promise<Record<string, number>> {
  await rememberRecords(tx, subject, now)
  const removed: Record<string, number> = {}
  for (const { table, where } of await personalTables(tx, subject)) {
    const rows = await tx.execute(sql`delete from audience.${raw(table)} where ${where}`)
    if (rows > 0) removed[table] = rows
  }
  removed.profile = await tx.execute(sql`
    update audience.profile set public_id = gen_random_uuid(), created_at = ${now}, erased_at = coalesce(erased_at, ${now}::timestamptz),
      customer_id = null, merged_into = null, internal = false, internal_set = null,
      consent_analytics = null, consent_personalization = null, consent_marketing = null
    where id = any(${subject.profileIds}::int[])`)
  return removed
}

/** Medusa keeps its own records, and a browser its queue: when they come again they must be known as the past of somebody who was erased. */
async function rememberRecords(tx: Transaction, { profileIds }: Subject, now: Date): Promise<void> {
  const mine = sql`profile_id = any(${profileIds}::int[])`
  const [row] = await tx.rows<Record<"visitors" | "customers" | "orders" | "carts", string[]>>(sql`
    select
      array(select distinct uuid::text from audience.visitor where ${mine}) as visitors,
      array(select id from audience.customer where ${mine}) as customers,
      array(select id from audience.order_fact where ${mine}) as orders,
      array(select id from audience.cart where ${mine} union select cart_id from audience.cart_visitor where ${mine}) as carts`)
  await rememberErased(tx, "visitor", row?.visitors ?? [], now)
  await rememberErased(tx, "customer", row?.customers ?? [], now)
  await rememberErased(tx, "order", row?.orders ?? [], now)
  await rememberErased(tx, "cart", row?.carts ?? [], now)
}
