import type { ExecArgs } from "@medusajs/framework/types"
import { CATALOGUE } from "./shop/catalogue"
import { seedShop } from "./shop/seed"

const LOGIN = { email: "admin@demo.test", password: "supersecret" }

/** Run by `medusa exec` on a migrated database: makes the shop and, unless told `empty`, its history. Speaks to run.mjs in lines. */
export default async function fill({ container, args }: ExecArgs): Promise<void> {
  const shop = await seedShop(container, { ...LOGIN, catalogue: CATALOGUE })
  const basics = `${shop.products.length} products in ${shop.categories.length} categories`
  console.log(`result ${JSON.stringify({ shop, summary: `a shop with ${basics}` })}`)
}
