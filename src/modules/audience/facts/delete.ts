import sql from "sql-template-tag"
import type { StageContext } from "../stage"
import { reportChanged } from "./touched"
import type { FactsPorts } from "./types"

/** See {@link Facts.deleteCart}. */
export async function deleteCart({ database }: StageContext, ports: FactsPorts, cartId: string, at: Date): Promise<void> {
  await database.transaction(async (tx) => {
    const gone = await tx.rows<{ profile_id: number }>(sql`
      update audience.cart set deleted_at = ${at} where id = ${cartId} and deleted_at is null returning profile_id`)
    await reportChanged(
      tx,
      ports,
      gone.map((cart) => cart.profile_id)
    )
  })
}

/** See {@link Facts.deleteOrders}. */
export async function deleteOrders({ database }: StageContext, ports: FactsPorts, orderIds: string[]): Promise<void> {
  await database.transaction(async (tx) => {
    const gone = await tx.rows<{ profile_id: number }>(sql`
      delete from audience.order_fact where id = any(${orderIds}::text[]) returning profile_id`)
    await tx.execute(sql`delete from audience.order_line where order_id = any(${orderIds}::text[])`)
    await tx.execute(sql`delete from audience.refund where order_id = any(${orderIds}::text[])`)
    await reportChanged(
      tx,
      ports,
      gone.map((order) => order.profile_id)
    )
  })
}
