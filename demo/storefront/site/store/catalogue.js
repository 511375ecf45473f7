import { ask } from "./api.js"

const FIELDS =
  "id,title,handle,description,thumbnail,*categories,*options,*options.values,*variants,*variants.options,*variants.calculated_price"
const PAGE = 24

const once = (load) => {
  let promise
  return () => (promise ??= load().catch((error) => { promise = undefined; throw error })) // prettier-ignore
}

/** The region the shop sells in, with its countries. */
export const region = once(async () => {
  const { regions } = await ask("/store/regions", { query: { fields: "id,name,currency_code,*countries" } })
  if (!regions[0]) throw new Error("This shop has no region to sell in yet.")
  return regions[0]
})

/** The categories in the shop's navigation, the sale apart: it has a page of its own. */
export const categories = once(async () => {
  const { product_categories } = await ask("/store/product-categories", { query: { fields: "id,name,handle,description", limit: 50 } })
  return product_categories
})

/**
 * One page of products.
 *
 * @param {{ category?: string, search?: string, page?: number, order?: string }} wanted `category` is an id
 * @returns {Promise<{ products: object[], count: number, pages: number }>}
 */
export async function products({ category, search, page = 1, order = "title", limit = PAGE } = {}) {
  const { id: region_id } = await region()
  const query = { fields: FIELDS, region_id, limit, offset: (page - 1) * limit, order, q: search || undefined }
  const answer = await ask("/store/products", { query: category ? { ...query, category_id: [category] } : query })
  return { products: answer.products, count: answer.count, pages: Math.max(1, Math.ceil(answer.count / limit)) }
}

/** The product of an address, null when there is none. */
export async function productOf(handle) {
  const { id: region_id } = await region()
  const { products } = await ask("/store/products", { query: { handle, region_id, fields: FIELDS, limit: 1 } })
  return products[0] ?? null
}

/** The lowest price of a product's variants, and whether they differ. */
export function priceOf({ variants = [] }) {
  const prices = variants.flatMap(({ calculated_price: price }) => (price ? [price.calculated_amount] : []))
  if (prices.length === 0) return null
  const amount = Math.min(...prices)
  return { amount, from: prices.some((other) => other !== amount) }
}

/** A product's options with their values in the order of its variants: S, M, L and not L, M, S. */
export function optionsOf({ options = [], variants = [] }) {
  const ranked = [...variants].sort((a, b) => (a.variant_rank ?? 0) - (b.variant_rank ?? 0))
  const rankOf = (id, value) =>
    ranked.findIndex((variant) => (variant.options ?? []).some((one) => one.option_id === id && one.value === value))
  return options.map(({ id, title, values = [] }) => ({
    id,
    title,
    values: values.map(({ value }) => value).sort((a, b) => rankOf(id, a) - rankOf(id, b)),
  }))
}
