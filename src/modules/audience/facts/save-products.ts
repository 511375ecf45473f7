import sql, { raw } from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { PRODUCT } from "./tables"
import { reportChanged } from "./touched"
import type { FactsPorts, ProductRecord } from "./types"
import { upsertChanged } from "./upsert"

interface Grouping {
  id: string
  grouping: string
}

/**
 * See {@link Facts.saveProducts}.
 *
 * Conditions on categories, collections, tags and types read a product's current row, so
 * that regrouping a product changes the answer for everybody who has it in an order or a cart.
 */
export async function saveProducts({ database }: StageContext, ports: FactsPorts, products: ProductRecord[]): Promise<void> {
  await database.transaction(async (tx) => {
    const before = await groupings(tx, products)
    const written = await upsertChanged<{ id: string }>(tx, PRODUCT, products, sql`and excluded.updated_at >= stored.updated_at`)
    if (written.length === 0) return
    const after = await groupings(tx, products)
    const regrouped = [...before].filter(([id, grouping]) => after.get(id) !== grouping).map(([id]) => id)
    if (regrouped.length > 0) await reportChanged(tx, ports, await profilesWith(tx, regrouped))
  })
}

async function groupings(tx: Transaction, products: ProductRecord[]): Promise<Map<string, string>> {
  const rows = await tx.rows<Grouping>(sql`
    select id, jsonb_build_array(collection_id, type_id, category_ids, tag_ids)::text as grouping
    from audience.product where id = any(${products.map(({ id }) => id)}::text[])`)
  return new Map(rows.map(({ id, grouping }) => [id, grouping]))
}

async function profilesWith(tx: Transaction, productIds: string[]): Promise<number[]> {
  const of = (table: string) => sql`select profile_id from ${raw(`audience.${table}`)} where product_id = any(${productIds}::text[])`
  return (await tx.rows<{ profile_id: number }>(sql`${of("order_line")} union ${of("cart_line")}`)).map((row) => row.profile_id)
}
