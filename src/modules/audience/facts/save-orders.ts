import sql from "sql-template-tag"
import { NOBODY, type Identity } from "../identity"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"
import { withoutErased } from "./erased"
import { exact, type ToReporting } from "./money"
import { ownersOf, tieOwners, type Owned } from "./owners"
import { readBefore } from "./read-before"
import { ORDER, ORDER_LINE, REFUND } from "./tables"
import { reportChanged } from "./touched"
import type { FactsPorts, OrderRecord } from "./types"
import { deleteVanished, upsertChanged } from "./upsert"

/** See {@link Facts.saveOrders}. */
export async function saveOrders(
  { database, clock }: StageContext,
  identity: Identity,
  ports: FactsPorts,
  toReporting: ToReporting,
  records: OrderRecord[],
  readAt: Date
): Promise<void> {
  const standing = (db: Queryable, among: OrderRecord[]): Promise<OrderRecord[]> =>
    withoutErased(db, identity, "order", among, (order) => order.placed_at)
  const known = await standing(database, records)
  if (known.length === 0) return
  const owned: Owned[] = known.map((order) => ({ ...order, at: order.placed_at }))
  await tieOwners(database, identity, "order_fact", owned)

  await database.transaction(async (tx) => {
    const owners = await ownersOf(tx, identity, owned)
    // No erasure can come between from here on; one may have since the first look.
    const orders = await standing(tx, known)
    const ids = orders.map(({ id }) => id).sort()
    const former = await tx.rows<{ id: string; profile_id: number }>(sql`
      select id, profile_id from audience.order_fact where id = any(${ids}::text[]) order by id for update`)

    const written = await upsertChanged<{ id: string }>(
      tx,
      ORDER,
      orders.map((order) => orderRow(order)),
      sql`and ${readBefore("stored.read_at", readAt, clock.now())}`
    )
    // What was read before the copy that stands must not bring back old lines either.
    const latest = await tx.rows<{ id: string }>(sql`
      select id from audience.order_fact where id = any(${ids}::text[]) and ${readBefore("read_at", readAt, clock.now())}`)
    const fresh = new Set(latest.map(({ id }) => id))
    const current = orders.filter(({ id }) => fresh.has(id))
    const lines = current.flatMap(lineRows)
    const refunds = current.flatMap(refundRows)
    const changed = new Set([
      ...(await deleteVanished(tx, ORDER_LINE, "order_id", [...fresh], lines)),
      ...(await deleteVanished(tx, REFUND, "order_id", [...fresh], refunds)),
      ...(await upsertChanged<{ order_id: string }>(tx, ORDER_LINE, lines)).map((line) => line.order_id),
      ...(await changedRefunds()),
    ])
    await tx.execute(
      sql`update audience.order_fact set read_at = ${readAt} where id = any(${[...changed]}::text[]) and read_at <> ${readAt}`
    )
    for (const { id } of written) changed.add(id)
    await reportChanged(tx, ports, [
      ...[...changed].map((id) => owners.get(id)?.profileId ?? NOBODY),
      ...former.filter(({ id }) => changed.has(id)).map((row) => row.profile_id),
    ])

    async function changedRefunds(): Promise<string[]> {
      const keys = new Set((await upsertChanged<{ id: string }>(tx, REFUND, refunds)).map(({ id }) => id))
      return refunds.filter(({ id }) => keys.has(id)).map((refund) => refund.order_id)
    }

    function orderRow({ lines: _lines, refunds: _refunds, customer, visitor: _visitor, ...order }: OrderRecord) {
      const owner = owners.get(order.id)
      return {
        ...order,
        total: exact(order.total),
        profile_id: owner?.profileId,
        visitor_id: owner?.visitorId,
        customer_id: customer?.id ?? null,
        total_reporting: toReporting(order.total, order.currency_code),
        read_at: readAt,
      }
    }

    function lineRows({ id: order_id, currency_code, placed_at, canceled_at, lines }: OrderRecord) {
      return lines.map(({ id: line_id, ...line }) => ({
        ...line,
        order_id,
        line_id,
        placed_at: canceled_at ? null : placed_at,
        total: exact(line.total),
        profile_id: owners.get(order_id)?.profileId,
        total_reporting: toReporting(line.total, currency_code),
      }))
    }

    function refundRows({ id: order_id, currency_code, refunds }: OrderRecord) {
      return refunds.map((refund) => ({
        ...refund,
        order_id,
        profile_id: owners.get(order_id)?.profileId,
        amount_reporting: toReporting(refund.amount, currency_code),
      }))
    }
  })
}
