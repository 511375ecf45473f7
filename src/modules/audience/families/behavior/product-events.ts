import sql, { type Sql } from "sql-template-tag"
import {
  choiceColumn,
  compareChoice,
  compareList,
  defineField,
  filterFact,
  suggestLabels,
  suggestProducts,
  type AskedFilter,
  type PositiveOperator,
} from "../define"
import { countEvents } from "./event-facts"
import { dimensions as texts, fields } from "./texts"

/** An id of the product as it is now; an event without a product, or of a product that is gone, lacks it. */
const ofProduct =
  (compare: (operator: PositiveOperator, filter: AskedFilter) => Sql) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => sql`e.product_id in (select p.id from audience.product p where ${compare(operator, filter)})`)

/** A list of ids of the product: one of them is enough, and `set` asks for any. */
const listed = (column: Sql) =>
  ofProduct((operator, { value }) =>
    operator === "set"
      ? compareList(column, "set", undefined)
      : compareList(column, "has_any", Array.isArray(value) ? value : [String(value)])
  )
const single = (column: Sql) => ofProduct((operator, { value }) => compareChoice(column, operator, value))

const dimensions = {
  product_id: choiceColumn(sql`e.product_id`),
  category_id: listed(sql`p.category_ids`),
  collection_id: single(sql`p.collection_id`),
  product_tag_id: listed(sql`p.tag_ids`),
  product_type_id: single(sql`p.type_id`),
}

const definitions = [
  { key: "product_id", type: "choice" as const, label: texts.product, values: suggestProducts },
  { key: "category_id", type: "choice" as const, label: texts.category, readsProducts: true, values: suggestLabels("category") },
  { key: "collection_id", type: "choice" as const, label: texts.collection, readsProducts: true, values: suggestLabels("collection") },
  { key: "product_tag_id", type: "choice" as const, label: texts.tag, readsProducts: true, values: suggestLabels("tag") },
  { key: "product_type_id", type: "choice" as const, label: texts.type, readsProducts: true, values: suggestLabels("type") },
]

/** Product views and additions to the cart. */
export const productEvents = [
  defineField({
    name: "product_views",
    type: "number",
    ...fields.product_views,
    windowed: true,
    missing: "zero",
    dimensions: definitions,
    compile: countEvents({ name: "product_viewed", daily: sql`d.product_views`, dimensions }),
  }),
  defineField({
    name: "cart_adds",
    type: "number",
    ...fields.cart_adds,
    windowed: true,
    missing: "zero",
    dimensions: definitions,
    compile: countEvents({ name: "product_added", daily: sql`d.cart_adds`, dimensions }),
  }),
]
