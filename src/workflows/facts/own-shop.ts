import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { ask } from "./ask"
import { audienceOf } from "./audience"

const NAME = "shop"

interface Shop {
  /** Ids of Medusa's stores. */
  stores: string[]
}

/**
 * Makes sure that the audience's database is this shop's, which is known by the ids of its stores; the first shop that asks has it.
 * A shop that gets another store is still known by those that it keeps.
 *
 * A `databaseUrl` that was copied with another shop's configuration would have each of them take the other's orders for deleted.
 *
 * @throws MedusaError `not_allowed` that says what to do
 */
export async function requireOwnShop(container: MedusaContainer): Promise<void> {
  const { facts } = audienceOf(container)
  const stores = (await ask<{ id: string }>(container, { entity: "store", fields: ["id"] })).map(({ id }) => id)
  const known = await facts.progress<Shop>(NAME)
  // Medusa makes its store when it first starts: before that there is nothing to know a shop by.
  if (stores.length === 0) return
  if (known && !stores.some((id) => known.stores.includes(id)))
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, refusal(known.stores, stores))
  if (known?.stores.join() !== stores.join()) await facts.noteProgress(NAME, { stores } satisfies Shop)
}

const refusal = (known: string[], stores: string[]): string =>
  `databaseUrl: this database holds the audience of another shop, of the store ${known.join(", ")}; this one is ${stores.join(", ")}. ` +
  "The shops were not compared, and nothing was deleted: give this one a database of its own. If it is the same shop, set up anew, delete the row " +
  "'facts.shop' of audience.setting."
