import sql from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { PRODUCT } from "./tables"
import type { FactsPorts, ProductRecord } from "./types"
import { upsertChanged } from "./upsert"

/**
 * See {@link Facts.saveProducts}.
 *
 * Conditions on categories, collections, tags and types read a product's current row, so that regrouping a
 * product changes the answer for everybody who has viewed it, ordered it or has it in a cart. These may be
 * half of a shop's people, and no index leads from a product to its views: such conditions are read anew for
 * everybody instead.
 */
export async function saveProducts({ database }: StageContext, ports: FactsPorts, products: ProductRecord[]): Promise<string[]> {
  return database.transaction(async (tx) => {
    const before = await groupings(tx, products)
    const written = await upsertChanged<{ id: string }>(tx, PRODUCT, products, sql`and excluded.updated_at >= stored.updated_at`)
    if (written.length === 0) return []
    const after = await groupings(tx, products)
    // One that is new was viewed already when its copy comes late; without a group it answers as if it were not there.
    if ([...after].some(([id, grouping]) => (before.get(id) ?? UNGROUPED) !== grouping)) await ports.productsRegrouped(tx)
    return written.map(({ id }) => id)
  })
}

const UNGROUPED = "[null, null, [], []]"

/** Locked, so that two copies of one product cannot each take the other's work for what was there before. */
async function groupings(tx: Transaction, products: ProductRecord[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; grouping: string }>(sql`
    select id, jsonb_build_array(collection_id, type_id, category_ids, tag_ids)::text as grouping from audience.product
    where id = any(${products.map(({ id }) => id)}::text[]) order by id for update`)
  return new Map(rows.map(({ id, grouping }) => [id, grouping]))
}
