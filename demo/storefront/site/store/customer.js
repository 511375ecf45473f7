import { ask, hasToken, useToken } from "./api.js"
import { endVisitor, visitorId } from "./audience.js"
import { forgetCart, giveCartToCustomer, refreshCart } from "./cart.js"

const watchers = new Set()
let customer = null

/** The signed-in customer; null for a guest. */
export const currentCustomer = () => customer

export function watchCustomer(watcher) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function keep(next) {
  customer = next
  for (const watcher of watchers) watcher(customer)
  return customer
}

/** Restores the sign-in of an earlier visit, if it still holds. */
export async function loadCustomer() {
  if (!hasToken()) return null
  try {
    return keep((await ask("/store/customers/me")).customer)
  } catch (error) {
    if (error.status !== 401) throw error
    useToken(null)
    return null
  }
}

/** @throws ShopError when e-mail and password do not belong together */
export async function signIn({ email, password }) {
  const { token } = await ask("/auth/customer/emailpass", { body: { email, password } })
  useToken(token)
  keep((await ask("/store/customers/me")).customer)
  await afterSignIn()
}

export async function signUp({ email, password, first_name, last_name }) {
  const { token } = await ask("/auth/customer/emailpass/register", { body: { email, password } })
  await ask("/store/customers", { body: { email, first_name, last_name }, token })
  await signIn({ email, password })
}

/** The cart becomes the customer's, and the browser's visitor too: proven by the sign-in, not by what a page says. */
async function afterSignIn() {
  const visitor = await visitorId()
  const steps = [giveCartToCustomer().then(refreshCart)]
  if (visitor) steps.push(ask("/store/audience/identify", { body: { visitor } }))
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === "rejected")
  // Signed in is signed in; what failed is tried again with the next sign-in.
  if (failed) console.warn(failed.reason)
}

export function signOut() {
  useToken(null)
  keep(null)
  forgetCart()
  endVisitor()
}

export async function myOrders() {
  const { orders } = await ask("/store/orders", {
    query: { fields: "id,display_id,created_at,status,total,currency_code,*items", order: "-created_at", limit: 50 },
  })
  return orders
}

export async function orderOf(id) {
  const { order } = await ask(`/store/orders/${id}`, {
    query: {
      fields:
        "id,display_id,email,created_at,currency_code,total,item_total,shipping_total,tax_total,*items,*shipping_address,*shipping_methods",
    },
  })
  return order
}
