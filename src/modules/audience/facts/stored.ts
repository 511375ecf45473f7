import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { StoredCart, StoredOrder } from "./types"

/** See {@link Facts.storedOrders}. Reads the primary keys in order. */
export function storedOrders(db: Queryable, after: string | null, upTo: string | null): Promise<StoredOrder[]> {
  return db.rows<StoredOrder>(sql`
    select id, customer_id, total, placed_at, canceled_at, updated_at,
      (select coalesce(sum(amount), 0) from audience.refund where order_id = order_fact.id) as refunded
    from audience.order_fact
    where (${after}::text is null or id > ${after}) and (${upTo}::text is null or id <= ${upTo})
    order by id`)
}

/** See {@link Facts.storedOpenCarts}. */
export function storedOpenCarts(db: Queryable, after: string | null, upTo: string | null): Promise<StoredCart[]> {
  return db.rows<StoredCart>(sql`
    select id, customer_id, quantity, created_at, touched_at
    from audience.cart
    where completed_at is null and deleted_at is null
      and (${after}::text is null or id > ${after}) and (${upTo}::text is null or id <= ${upTo})
    order by id`)
}
