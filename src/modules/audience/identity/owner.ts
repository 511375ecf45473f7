import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import { findVisitors } from "./find-visitors"
import { visitorUuid } from "./ids"
import { holdMerges } from "./merge-lock"
import { NOBODY, type CartTie, type Owner } from "./types"

export interface CartReference {
  cartId: string | null
  customerId: string | null
}

/** See {@link Identity.ownersOf}. */
export async function ownersOf(tx: Transaction, carts: CartReference[]): Promise<Owner[]> {
  await holdMerges(tx)
  return readOwners(tx, carts)
}

/** The owner for a caller that holds the merge lock: the customer where there is one, else the linked visitor. */
export async function readOwner(db: Queryable, cart: CartReference): Promise<Owner> {
  const [owner] = await readOwners(db, [cart])
  if (!owner) throw new Error("asking for an owner returned no row")
  return owner
}

function readOwners(db: Queryable, carts: CartReference[]): Promise<Owner[]> {
  return db.rows<Owner>(sql`
    select coalesce(customer.profile_id, link.profile_id, ${NOBODY}) as "profileId",
      case when link.profile_id = coalesce(customer.profile_id, link.profile_id) then link.visitor_id end as "visitorId"
    from unnest(${carts.map(({ cartId }) => cartId)}::text[], ${carts.map(({ customerId }) => customerId)}::text[])
      with ordinality as given(cart_id, customer_id, place)
    left join audience.cart_visitor as link on link.cart_id = given.cart_id
    left join audience.customer on customer.id = given.customer_id
    order by place`)
}

/** The visitor that a cart is linked to, linking it to the one its metadata names if none is yet. */
export async function linkedVisitor(db: Queryable, { cartId, visitor, at }: CartTie): Promise<ResolvedVisitor | null> {
  const linked = cartId === null ? null : await visitorOfCart(db, cartId)
  if (linked) return linked
  const uuid = visitorUuid(visitor)
  const found = uuid === null ? null : ((await findVisitors(db, [{ uuid, firstAt: at }])).get(uuid) ?? null)
  if (found && cartId !== null) await linkCart(db, cartId, found, at)
  return found
}

async function visitorOfCart(db: Queryable, cartId: string): Promise<ResolvedVisitor | null> {
  const [row] = await db.rows<{ visitorId: number; profileId: number }>(sql`
    select visitor_id as "visitorId", profile_id as "profileId" from audience.cart_visitor where cart_id = ${cartId}`)
  return row ?? null
}

/** The first browser that reports a cart keeps it: a cart id sent by another one proves nothing. */
export async function linkCart(db: Queryable, cartId: string, visitor: ResolvedVisitor, at: Date): Promise<void> {
  await db.execute(sql`
    insert into audience.cart_visitor (cart_id, visitor_id, profile_id, linked_at)
    values (${cartId}, ${visitor.visitorId}, ${visitor.profileId}, ${at}) on conflict (cart_id) do nothing`)
}
