import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { reportSection } from "../report-row"
import { Numbering } from "./numbering"
import type { Lines } from "./orders"
import type { ReportScope } from "./scope"
import { topRows } from "./top-rows"

/** Who bought which product, and for how much. */
export async function productSection({ db, people, sizes }: ReportScope, { profiles, products, amounts }: Lines): Promise<ReportSection> {
  const ids = new Numbering<string>()
  const keys = Int32Array.from(products, (product) => ids.numberOf(product || null))
  const rows = await topRows(people.tally({ profiles, keys, amounts }), async (shown) => {
    const known = shown.map((key) => ids.valueOf(key))
    const titles = await db.rows<{ id: string; title: string | null }>(sql`
      select i.id, coalesce(d.title, (select l.title from audience.order_line l where l.product_id = i.id and l.title is not null limit 1)) as title
      from unnest(${known}::text[]) i (id) left join audience.product d on d.id = i.id`)
    const titleOf = new Map(titles.map(({ id, title }) => [id, title]))
    return new Map(shown.map((key) => [key, { key: ids.valueOf(key), label: titleOf.get(ids.valueOf(key)) ?? ids.valueOf(key) }]))
  })
  return reportSection({ id: "products", title: "Products", unit: "money", rows, sizes })
}

/** By the categories that the product has now; a product in two of them counts in both. */
export async function categorySection({ db, people, sizes }: ReportScope, lines: Lines): Promise<ReportSection> {
  const categories = new Numbering<string>()
  const known = await db.rows<{ id: string; category_ids: string[] }>(
    sql`select id, category_ids from audience.product where category_ids <> '{}'`
  )
  const categoriesOf = new Map(known.map((product) => [product.id, product.category_ids.map((id) => categories.numberOf(id))]))
  const profiles: number[] = []
  const keys: number[] = []
  const amounts: number[] = []
  lines.products.forEach((product, row) => {
    for (const category of categoriesOf.get(product) ?? []) {
      profiles.push(lines.profiles[row]!)
      keys.push(category)
      amounts.push(lines.amounts[row]!)
    }
  })
  const occurrences = { profiles: Int32Array.from(profiles), keys: Int32Array.from(keys), amounts: Float64Array.from(amounts) }
  const rows = await topRows(people.tally(occurrences), async (shown) => {
    const ids = shown.map((key) => categories.valueOf(key))
    const labels = await db.rows<{ id: string; label: string }>(
      sql`select id, label from audience.label where kind = 'category' and id = any(${ids}::text[])`
    )
    const labelOf = new Map(labels.map(({ id, label }) => [id, label]))
    return new Map(shown.map((key) => [key, { key: categories.valueOf(key), label: labelOf.get(categories.valueOf(key)) ?? categories.valueOf(key) }])) // prettier-ignore
  })
  return reportSection({ id: "categories", title: "Categories", unit: "money", rows, sizes })
}
