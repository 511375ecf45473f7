import type { ExecArgs } from "@medusajs/framework/types"
import { fillHistory } from "./history/fill"
import { CATALOGUE } from "./shop/catalogue"
import { seedShop } from "./shop/seed"

const LOGIN = { email: "admin@demo.test", password: "supersecret" }

/** Run by `medusa exec` on a migrated database: makes the shop and, unless told `empty`, its history. Speaks to run.mjs in lines. */
export default async function fill({ container, args }: ExecArgs): Promise<void> {
  const say = (kind: "progress" | "done" | "result", text: string): void => console.log(`${kind} ${text}`)
  const shop = await seedShop(container, { ...LOGIN, catalogue: CATALOGUE })
  const basics = `${shop.products.length} products in ${shop.categories.length} categories`
  if (args[0] === "empty") return say("result", JSON.stringify({ shop, summary: `a shop with ${basics}` }))
  say("done", basics)

  const storefront = process.env.STOREFRONT_URL
  if (!storefront) throw new Error("STOREFRONT_URL is not set")
  const { summary, pending } = await fillHistory({
    ...{ container, shop, storefront },
    update: (text) => say("progress", text),
    done: (text) => say("done", text),
  })
  say("result", JSON.stringify({ shop, summary, pending }))
}
