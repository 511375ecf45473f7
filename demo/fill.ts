import { writeFileSync } from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { fillHistory } from "./history/fill"
import { CATALOGUE } from "./shop/catalogue"
import { seedShop } from "./shop/seed"

const LOGIN = { email: "admin@demo.test", password: "supersecret" }

/**
 * Run by `medusa exec` on a migrated database: makes the shop and, unless told `empty`, its
 * history. Tells run.mjs how far it is in lines, and the result in the file it was told.
 */
export default async function fill({ container, args }: ExecArgs): Promise<void> {
  const say = (kind: "progress" | "done", text: string): void => console.log(`${kind} ${text}`)
  const [mode, file] = args
  if (!file) throw new Error("fill needs the file to write its result to")
  const finish = (result: object): void => writeFileSync(file, JSON.stringify(result))

  const shop = await seedShop(container, { ...LOGIN, catalogue: CATALOGUE })
  const basics = `${shop.products.length} products in ${shop.categories.length} categories`
  if (mode === "empty") return finish({ shop, summary: `a shop with ${basics}` })
  say("done", basics)

  const storefront = process.env.STOREFRONT_URL
  if (!storefront) throw new Error("STOREFRONT_URL is not set")
  const { summary, pending } = await fillHistory({
    ...{ container, shop, storefront },
    update: (text) => say("progress", text),
    done: (text) => say("done", text),
  })
  finish({ shop, summary, pending })
}
