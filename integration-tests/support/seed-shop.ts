import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { seedShop, type CatalogueCategory } from "../../demo/shop/seed"

/** Twelve products in four categories; prices are round, so that expected totals are easy to reason about. */
const CATALOGUE: CatalogueCategory[] = ["Kitchen", "Lighting", "Textiles", "Sale"].map((name, at) => ({
  name,
  handle: name.toLowerCase(),
  products: ["One", "Two", "Three"].map((number, index) => ({
    title: `${name} ${number}`,
    handle: `${name}-${number}`.toLowerCase(),
    description: `The ${number.toLowerCase()} of ${name}`,
    price: 10 * (at * 3 + index + 1),
    ...(index === 0 ? { option: { title: "Size", values: ["S", "M", "L"] } } : {}),
  })),
}))

/** Run by `medusa exec` on a migrated database; writes what the suites need to know to the file it is told. */
export default async function seedTestShop({ container, args }: ExecArgs): Promise<void> {
  const [file] = args
  if (!file) throw new Error("seed-shop needs the file to write to")
  const shop = await seedShop(container, { email: "admin@shop.test", password: "supersecret", catalogue: CATALOGUE })
  writeFileSync(file, JSON.stringify(shop))
}
