import type { Identity } from "../identity"
import type { StageContext } from "../stage"
import sql from "sql-template-tag"
import { deleteCart, deleteOrders } from "./delete"
import { erasedRecords } from "./erased"
import { createConverter } from "./money"
import { alone, noteProgress, progress } from "./progress"
import { saveCarts } from "./save-carts"
import { saveCustomers } from "./save-customers"
import { saveOrders } from "./save-orders"
import { saveProducts } from "./save-products"
import { storedOpenCarts, storedOrders } from "./stored"
import { LABEL } from "./tables"
import type { Facts, FactsPorts } from "./types"
import { upsertChanged } from "./upsert"

export type {
  CartLineRecord, CartRecord, Facts, FactsPorts, LabelKind, LabelRecord, OrderLineRecord, OrderRecord, ProductRecord, StoredCart, StoredOrder,
} from "./types" // prettier-ignore

export function createFacts(context: StageContext, identity: Identity, ports: FactsPorts): Facts {
  const { database, clock } = context
  const toReporting = createConverter(context)
  return {
    saveOrders: (orders, readAt = clock.now()) => saveOrders(context, identity, ports, toReporting, orders, readAt),
    saveCarts: (carts, readAt = clock.now()) => saveCarts(context, identity, ports, toReporting, carts, readAt),
    saveCustomers: (customers) => saveCustomers(context, identity, customers),
    saveProducts: (products) => saveProducts(context, ports, products),
    async saveLabels(labels) {
      return (await upsertChanged<{ id: string }>(database, LABEL, labels)).map(({ id }) => id)
    },
    deleteCart: (cartId, at) => deleteCart(context, ports, cartId, at),
    deleteOrders: (orderIds) => deleteOrders(context, ports, orderIds),
    storedOrders: (after, upTo) => storedOrders(database, after, upTo),
    storedOpenCarts: (after, upTo) => storedOpenCarts(database, after, upTo),
    erasedRecords: (kind, records) => erasedRecords(database, identity, kind, records),
    async customersInGroups() {
      return (await database.rows<{ id: string }>(sql`select id from audience.customer where group_ids <> '{}' order by id`)).map(
        ({ id }) => id
      )
    },
    progress: (key) => progress(database, key),
    noteProgress: (key, note) => noteProgress(context, key, note),
    alone: (name, work) => alone(context, name, work),
  }
}
