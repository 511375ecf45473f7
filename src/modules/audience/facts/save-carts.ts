import sql from "sql-template-tag"
import { NOBODY, type Identity } from "../identity"
import type { StageContext } from "../stage"
import type { Queryable } from "../lib/database"
import { withoutErased } from "./erased"
import { exact, type ToReporting } from "./money"
import { ownersOf, tieOwners, type Owned } from "./owners"
import { readBefore } from "./read-before"
import { CART, CART_LINE } from "./tables"
import { reportChanged } from "./touched"
import type { CartLineRecord, CartRecord, FactsPorts } from "./types"
import { deleteVanished, upsertChanged } from "./upsert"

interface FormerCart {
  id: string
  profile_id: number
  touched_at: Date
  contents: string
}

/** See {@link Facts.saveCarts}. */
export async function saveCarts(
  { database, clock }: StageContext,
  identity: Identity,
  ports: FactsPorts,
  toReporting: ToReporting,
  records: CartRecord[],
  readAt: Date
): Promise<void> {
  const standing = (db: Queryable, among: CartRecord[]): Promise<CartRecord[]> =>
    withoutErased(db, identity, "cart", among, (cart) => cart.touched_at)
  const known = await standing(database, records)
  if (known.length === 0) return
  const owned: Owned[] = known.map((cart) => ({ ...cart, cart_id: cart.id, at: cart.touched_at }))
  await tieOwners(database, identity, "cart", owned)

  await database.transaction(async (tx) => {
    const owners = await ownersOf(tx, identity, owned)
    // No erasure can come between from here on; one may have since the first look.
    const carts = await standing(tx, known)
    const ids = carts.map(({ id }) => id)
    const former = await formerCarts(tx, ids)
    const overwritable = sql`and ${readBefore("stored.read_at", readAt, clock.now())}`
    const written = await upsertChanged<{ id: string }>(tx, CART, carts.map(cartRow), overwritable)
    const current = await tx.rows<{ id: string }>(sql`
      select id from audience.cart where id = any(${ids}::text[]) and ${readBefore("read_at", readAt, clock.now())}`)
    const fresh = new Set(current.map(({ id }) => id))
    const lines = carts.filter(({ id }) => fresh.has(id)).flatMap(lineRows)
    const changed = new Set([
      ...(await deleteVanished(tx, CART_LINE, "cart_id", [...fresh], lines)),
      ...(await upsertChanged<{ cart_id: string }>(tx, CART_LINE, lines)).map((line) => line.cart_id),
    ])
    await tx.execute(sql`update audience.cart set read_at = ${readAt} where id = any(${[...changed]}::text[]) and read_at <> ${readAt}`)
    for (const { id } of written) changed.add(id)
    await reportChanged(tx, ports, [
      ...[...changed].map((id) => owners.get(id)?.profileId ?? NOBODY),
      ...[...former.values()].filter(({ id }) => changed.has(id)).map((row) => row.profile_id),
    ])

    function cartRow({ lines, customer, visitor: _visitor, ...cart }: CartRecord) {
      const owner = owners.get(cart.id)
      return {
        ...cart,
        total: exact(cart.total),
        touched_at: touchedAt({ ...cart, lines }, former.get(cart.id), clock.now()),
        profile_id: owner?.profileId,
        visitor_id: owner?.visitorId,
        customer_id: customer?.id ?? null,
        quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
        total_reporting: toReporting(cart.total, cart.currency_code),
        read_at: readAt,
      }
    }

    function lineRows({ id: cart_id, lines }: CartRecord) {
      return lines.map(({ id: line_id, ...line }) => ({
        ...line,
        total: exact(line.total),
        cart_id,
        line_id,
        profile_id: owners.get(cart_id)?.profileId,
      }))
    }
  })
}

/**
 * When somebody last touched the cart: as Medusa dates it, never earlier than we knew.
 *
 * Medusa does not date everything that changes a cart's contents. Where they differ from
 * our copy though no date is newer, the change has just been noticed.
 */
function touchedAt(cart: Pick<CartRecord, "touched_at" | "lines">, former: FormerCart | undefined, now: Date): Date {
  if (!former) return cart.touched_at
  const unnoticed = cart.touched_at <= former.touched_at && contentsOf(cart.lines) !== former.contents
  return new Date(Math.max(former.touched_at.getTime(), (unnoticed ? now : cart.touched_at).getTime()))
}

const contentsOf = (lines: Pick<CartLineRecord, "id" | "quantity">[]): string =>
  lines
    .map((line) => `${line.id}×${line.quantity}`)
    .sort()
    .join()

async function formerCarts(tx: Queryable, ids: string[]): Promise<Map<string, FormerCart>> {
  const carts = await tx.rows<Omit<FormerCart, "contents">>(sql`
    select id, profile_id, touched_at from audience.cart where id = any(${ids}::text[]) order by id for update`)
  const lines = await tx.rows<{ cart_id: string; id: string; quantity: number }>(sql`
    select cart_id, line_id as id, quantity from audience.cart_line where cart_id = any(${carts.map(({ id }) => id)}::text[])`)
  return new Map(carts.map((cart) => [cart.id, { ...cart, contents: contentsOf(lines.filter((line) => line.cart_id === cart.id)) }]))
}
