import type { MedusaContainer } from "@medusajs/framework/types"
import type { CartRecord, CustomerRecord, OrderRecord } from "../../src/modules/audience"
import { ask } from "../../src/workflows/facts"
import { CART_FIELDS, toCartRecord, type MedusaCart } from "../../src/workflows/facts/cart-record"
import { CUSTOMER_FIELDS, toCustomerRecord, type MedusaCustomer } from "../../src/workflows/facts/customer-record"
import { ORDER_FIELDS, toOrderRecord, type MedusaOrder } from "../../src/workflows/facts/order-record"
import type { Plan, PlannedCart } from "./plan"

const AT_ONCE = 200

/** What the plugin copies from Medusa, by id, read once as it is at the end of the history. */
export interface Records {
  orders: Map<string, OrderRecord>
  carts: Map<string, CartRecord>
  customers: Map<string, CustomerRecord>
}

/** Reads the plan's orders, carts and customers out of Medusa in the way the plugin's own backfill does. */
export async function readRecords(container: MedusaContainer, plan: Plan, update: (text: string) => void): Promise<Records> {
  const read = async <Row extends { id: string }, Record>(
    entity: string,
    fields: string[],
    ids: string[],
    toRecord: (row: Row) => Record
  ): Promise<Map<string, Record>> => {
    const records = new Map<string, Record>()
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const rows = await ask<Row>(container, { entity, fields, filters: { id: ids.slice(at, at + AT_ONCE) } })
      for (const row of rows) records.set(row.id, toRecord(row))
      update(`${records.size} of ${ids.length} ${entity}s read`)
    }
    return records
  }
  const idsOf = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)
  const openCarts = plan.carts.filter((cart) => !isOrderedAtOnce(cart))
  return {
    customers: await read<MedusaCustomer, CustomerRecord>("customer", CUSTOMER_FIELDS, idsOf(plan.customers), toCustomerRecord),
    carts: await read<MedusaCart, CartRecord>("cart", CART_FIELDS, idsOf(openCarts), (cart) => toCartRecord(cart, undefined)),
    orders: await read<MedusaOrder, OrderRecord>("order", ORDER_FIELDS, idsOf(plan.orders), toOrderRecord),
  }
}

/** Carts that become orders within the visit that began them are never seen as carts. */
export function isOrderedAtOnce(cart: PlannedCart): boolean {
  return cart.completedAt !== null && cart.completedAt.getTime() - cart.createdAt.getTime() < 6 * 3_600_000
}

/** An order as Medusa had it at an instant: what was refunded or canceled later is still to come. */
export function orderAsOf(record: OrderRecord, at: Date): OrderRecord {
  return {
    ...record,
    canceled_at: record.canceled_at && record.canceled_at <= at ? record.canceled_at : null,
    refunds: record.refunds.filter(({ refunded_at }) => refunded_at <= at),
  }
}

/** A cart as Medusa had it at an instant: without what was put into it later. */
export function cartAsOf(record: CartRecord, planned: PlannedCart, at: Date): CartRecord {
  const there = planned.lines.filter(({ addedAt }) => addedAt <= at)
  const lines = record.lines.filter(({ variant_id }) => there.some(({ variantId }) => variantId === variant_id))
  const isCompleted = planned.completedAt !== null && planned.completedAt <= at
  return {
    ...record,
    ...(isCompleted ? {} : { completed_at: null }),
    lines,
    total: lines.reduce((sum, { total }) => sum + total, 0),
    touched_at: new Date(Math.max(planned.createdAt.getTime(), ...there.map(({ addedAt }) => addedAt.getTime()))),
  }
}
