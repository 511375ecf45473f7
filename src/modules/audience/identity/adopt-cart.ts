import sql, { raw } from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import { linkCart, readOwner } from "./owner"
import { tieCustomer } from "./tie-cart"
import { NOBODY, type CustomerRecord } from "./types"

/**
 * Links a cart to the visitor who reported it and brings what is already known of the cart
 * along: its customer is tied as the guards allow, and its rows and its order's move to the
 * owner. Answers the changed profiles. The caller holds the merge lock alone.
 */
export async function adoptCart(tx: Transaction, cartId: string, visitor: ResolvedVisitor, at: Date, now: Date): Promise<number[]> {
  await linkCart(tx, cartId, visitor, at)
  const linked = await readOwner(tx, { cartId, customerId: null })
  if (linked.visitorId !== visitor.visitorId) return []
  const customer = await customerOfCart(tx, cartId)
  const changed = customer ? await tieCustomer(tx, visitor, customer, now) : []
  const owner = await readOwner(tx, { cartId, customerId: customer?.id ?? null })
  if (await moveRows(tx, cartId, owner.profileId, owner.visitorId)) changed.push(owner.profileId)
  return [...new Set(changed)]
}

/** The customer of the cart's order, else of the cart: an order may name another than the cart did. */
async function customerOfCart(db: Queryable, cartId: string): Promise<CustomerRecord | null> {
  const [row] = await db.rows<CustomerRecord>(sql`
    select customer.* from audience.customer
    where id = coalesce(
      (select customer_id from audience.order_fact where cart_id = ${cartId} order by placed_at desc limit 1),
      (select customer_id from audience.cart where id = ${cartId}))`)
  return row ?? null
}

/** Gives the rows of a cart that belong to nobody, and of its orders, to their owner. Answers whether there were any. */
async function moveRows(db: Queryable, cartId: string, profileId: number, visitorId: number | null): Promise<boolean> {
  const orders = sql`select id from audience.order_fact where cart_id = ${cartId}`
  const moved = [
    await db.execute(sql`update audience.cart set profile_id = ${profileId}, visitor_id = ${visitorId}
      where id = ${cartId} and profile_id in (${NOBODY}, ${profileId}) and (profile_id, visitor_id) is distinct from (${profileId}, ${visitorId})`),
    await db.execute(sql`update audience.cart_line set profile_id = ${profileId} where cart_id = ${cartId} and profile_id = ${NOBODY}`),
    await db.execute(sql`update audience.order_fact set profile_id = ${profileId}, visitor_id = ${visitorId}
      where cart_id = ${cartId} and profile_id in (${NOBODY}, ${profileId}) and (profile_id, visitor_id) is distinct from (${profileId}, ${visitorId})`),
  ]
  for (const table of ["order_line", "refund"]) {
    moved.push(
      await db.execute(
        sql`update audience.${raw(table)} set profile_id = ${profileId} where order_id in (${orders}) and profile_id = ${NOBODY}`
      )
    )
  }
  return moved.some((rows) => rows > 0)
}
