import sql, { type Sql } from "sql-template-tag"
import {
  choiceColumn,
  compareChoice,
  compareList,
  filterFact,
  suggestLabels,
  suggestProducts,
  suggestRows,
  type AskedFilter,
  type DimensionDefinition,
  type PositiveOperator,
} from "../define"
import { dimensions as texts } from "./texts"

/** An id of the line's product as it is now; a line of a product that is gone lacks it. */
const ofProduct =
  (compare: (operator: PositiveOperator, filter: AskedFilter) => Sql) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => sql`l.product_id in (select p.id from audience.product p where ${compare(operator, filter)})`)

const one = (column: Sql): ((filter: AskedFilter) => Sql) => ofProduct((operator, { value }) => compareChoice(column, operator, value))

// A product has several: one of them is enough.
const several = (column: Sql): ((filter: AskedFilter) => Sql) =>
  ofProduct((operator, { value }) =>
    compareList(column, operator === "set" ? "set" : "has_any", Array.isArray(value) ? value : [String(value)])
  )

/** Filters on a line `l` of an order or a cart. */
export const onLine: Record<string, (filter: AskedFilter) => Sql> = {
  product_id: choiceColumn(sql`l.product_id`),
  variant_id: choiceColumn(sql`l.variant_id`),
  category_id: several(sql`p.category_ids`),
  collection_id: one(sql`p.collection_id`),
  product_tag_id: several(sql`p.tag_ids`),
  product_type_id: one(sql`p.type_id`),
}

const suggestVariants = suggestRows(
  (q, limit) => sql`
    select l.variant_id as value, coalesce(min(l.title), l.variant_id) as label, count(*) as count from audience.order_line l
    where l.variant_id is not null and (l.title ilike ${q} or l.variant_id ilike ${q})
    group by l.variant_id order by count desc, l.variant_id limit ${limit}`
)

export const product: DimensionDefinition = { key: "product_id", type: "choice", label: texts.product_id, values: suggestProducts }
export const category: DimensionDefinition = {
  key: "category_id",
  type: "choice",
  label: texts.category_id,
  readsProducts: true,
  values: suggestLabels("category"),
}

export const itemDimensions: DimensionDefinition[] = [
  product,
  { key: "variant_id", type: "choice", label: texts.variant_id, values: suggestVariants },
  category,
  { key: "collection_id", type: "choice", label: texts.collection_id, readsProducts: true, values: suggestLabels("collection") },
  { key: "product_tag_id", type: "choice", label: texts.product_tag_id, readsProducts: true, values: suggestLabels("tag") },
  { key: "product_type_id", type: "choice", label: texts.product_type_id, readsProducts: true, values: suggestLabels("type") },
]
