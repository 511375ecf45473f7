import type { MedusaContainer } from "@medusajs/framework/types"
import { ask } from "./ask"

/**
 * Rows of Medusa in the order of their ids, a page at a time, from after `cursor` on.
 *
 * By id because Medusa has no index on dates, and because pages by number skip rows
 * when others come or go meanwhile.
 */
export async function* pagesById<Row extends { id: string }>(
  container: MedusaContainer,
  from: { entity: string; fields: string[]; filters?: Record<string, unknown>; size: number; cursor?: string | null }
): AsyncGenerator<Row[]> {
  let cursor = from.cursor ?? ""
  for (;;) {
    const rows = await ask<Row>(container, {
      entity: from.entity,
      fields: from.fields,
      filters: { ...from.filters, id: { $gt: cursor } },
      take: from.size,
    })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    cursor = last.id
  }
}
