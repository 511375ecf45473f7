import type { SeededProduct, SeededShop } from "../shop/seed"
import type { Person } from "./people"
import type { Random } from "./random"

/** The shop as its visitors see it: some products draw far more eyes than others. */
export interface Shelf {
  /** Handles of the categories that hold products, the best known first. */
  categories: string[]
  nameOf(category: string): string
  idOf(category: string): string
  /** A category after the person's tastes. */
  category(person: Person, random: Random): string
  /** A product, of the category where one is given. */
  product(person: Person, random: Random, category?: string): SeededProduct
  onSale(random: Random): SeededProduct
}

export function createShelf(shop: SeededShop): Shelf {
  const byCategory = new Map<string, SeededProduct[]>()
  for (const product of shop.products) byCategory.set(product.categoryHandle, [...(byCategory.get(product.categoryHandle) ?? []), product])
  const categories = [...byCategory.keys()]
  // Zipf within a category: the first of each sells best.
  const ranked = new Map(
    [...byCategory].map(([category, products]) => [category, products.map((product, rank) => [product, 1 / (rank + 1) ** 1.1] as const)])
  )
  const sale = shop.products.filter(({ categoryHandles }) => categoryHandles.includes("sale"))

  const productsOf = (category: string): (readonly [SeededProduct, number])[] => {
    const products = ranked.get(category)
    if (!products) throw new Error(`the shop has no category "${category}" with products`)
    return products
  }
  const category = (person: Person, random: Random): string => random.weighted([...person.tastes])
  return {
    categories,
    nameOf: (handle) => shop.categories.find((one) => one.handle === handle)?.name ?? handle,
    idOf: (handle) => shop.categories.find((one) => one.handle === handle)?.id ?? handle,
    category,
    product: (person, random, wanted) => random.weighted(productsOf(wanted ?? category(person, random))),
    onSale: (random) => random.pick(sale),
  }
}
