import { ask, hasToken } from "./api.js"
import { linkCart, tell, visitorId } from "./audience.js"
import { region } from "./catalogue.js"

const FIELDS = "*items,*items.variant,*items.product,*shipping_methods,*shipping_address,+email,+customer_id,+completed_at,+metadata"
const watchers = new Set()
let cart = null
let loading = null

/** The cart as last heard of; null without one. */
export const currentCart = () => cart

/** Calls `watcher` after every change. Returns a function that ends it. */
export function watchCart(watcher) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const countOf = (some) => (some?.items ?? []).reduce((sum, { quantity }) => sum + quantity, 0)

function keep(next) {
  cart = next
  if (next) localStorage.setItem("shop.cart", next.id)
  else localStorage.removeItem("shop.cart")
  for (const watcher of watchers) watcher(cart)
  return cart
}

/** The cart of an earlier visit, unless it was ordered or is gone. */
export function loadCart() {
  return (loading ??= (async () => {
    const id = localStorage.getItem("shop.cart")
    if (!id) return null
    try {
      const answer = await ask(`/store/carts/${id}`, { query: { fields: FIELDS } })
      if (answer.cart.completed_at) return keep(null)
      linkCart(id)
      return keep(answer.cart)
    } catch (error) {
      if (error.status === 404) return keep(null)
      loading = null
      throw error
    }
  })())
}

async function ensureCart() {
  await loadCart()
  if (cart) return cart
  const [{ id: region_id }, visitor] = await Promise.all([region(), visitorId()])
  // Medusa copies a cart's metadata to its order: the order knows its visitor then, too.
  const metadata = visitor ? { audience_visitor: visitor } : {}
  const answer = await ask("/store/carts", { query: { fields: FIELDS }, body: { region_id, metadata } })
  keep(answer.cart)
  linkCart(answer.cart.id)
  return answer.cart
}

const propertiesOf = ({ product_id, variant_id, unit_price }, quantity) => ({ product_id, variant_id, price: unit_price, quantity })

/** Puts a variant into the cart, which is made when there is none. */
export async function addToCart({ product, variant, quantity }) {
  const { id } = await ensureCart()
  const answer = await ask(`/store/carts/${id}/line-items`, { query: { fields: FIELDS }, body: { variant_id: variant.id, quantity } })
  tell("product_added", {
    product_id: product.id,
    variant_id: variant.id,
    price: variant.calculated_price?.calculated_amount,
    quantity,
    cart_id: id,
  })
  return keep(answer.cart)
}

export async function changeQuantity(line, quantity) {
  if (quantity <= 0) return removeLine(line)
  const answer = await ask(`/store/carts/${cart.id}/line-items/${line.id}`, { query: { fields: FIELDS }, body: { quantity } })
  const more = quantity - line.quantity
  tell(more > 0 ? "product_added" : "product_removed", { ...propertiesOf(line, Math.abs(more)), cart_id: cart.id })
  return keep(answer.cart)
}

export async function removeLine(line) {
  await ask(`/store/carts/${cart.id}/line-items/${line.id}`, { method: "DELETE" })
  tell("product_removed", { ...propertiesOf(line, line.quantity), cart_id: cart.id })
  return refreshCart()
}

export async function refreshCart() {
  if (!cart) return null
  const answer = await ask(`/store/carts/${cart.id}`, { query: { fields: FIELDS } })
  return keep(answer.cart)
}

/** Makes the cart the signed-in customer's. */
export async function giveCartToCustomer() {
  await loadCart()
  if (cart && hasToken()) await ask(`/store/carts/${cart.id}/customer`, { method: "POST" })
}

/** Where to and for whom. @param {{ email: string, address: object }} delivery */
export async function setDelivery({ email, address }) {
  const visitor = await visitorId()
  const metadata = visitor ? { ...cart.metadata, audience_visitor: visitor } : cart.metadata
  const answer = await ask(`/store/carts/${cart.id}`, {
    query: { fields: FIELDS },
    body: { email, shipping_address: address, billing_address: address, metadata },
  })
  return keep(answer.cart)
}

export async function shippingOptions() {
  const { shipping_options } = await ask("/store/shipping-options", { query: { cart_id: cart.id } })
  return shipping_options
}

export async function setShipping(option_id) {
  const answer = await ask(`/store/carts/${cart.id}/shipping-methods`, { query: { fields: FIELDS }, body: { option_id } })
  return keep(answer.cart)
}

/** Pays by hand (`pp_system_default`) and orders. Returns the order; the next cart is a new one. */
export async function placeOrder() {
  const { payment_collection } = await ask("/store/payment-collections", { body: { cart_id: cart.id } })
  await ask(`/store/payment-collections/${payment_collection.id}/payment-sessions`, { body: { provider_id: "pp_system_default" } })
  const outcome = await ask(`/store/carts/${cart.id}/complete`, { method: "POST" })
  if (outcome.type !== "order") throw new Error(outcome.error?.message ?? "The order could not be completed.")
  forgetCart()
  return outcome.order
}

export function forgetCart() {
  keep(null)
}
