import type { SeededProduct } from "../shop/seed"
import { medusaId } from "./ids"
import type { Device, Person } from "./people"
import type { PlannedCart } from "./plan"
import type { Random } from "./random"
import { recordVisit, type VisitRecorder } from "./recorder"
import type { Shelf } from "./shelf"
import { NEWSLETTER, SALE_ADS, SEARCHES, type Origin } from "./world"

const SHOP_NAME = "Hearth & Hollow"
const BOUNCE = 0.33
const ADD_TO_CART = 0.7
const MAX_PAGES = 40

export interface VisitInput {
  person: Person
  device: Device
  origin: Origin
  at: Date
  storefront: string
  shelf: Shelf
  random: Random
  /** Sales make people buy. */
  sale: boolean
  /** The cart that this device left open on an earlier visit. */
  openCart: PlannedCart | null
}

/** What came of a visit. */
export interface VisitOutcome {
  recorder: VisitRecorder
  cart: PlannedCart | null
  /** Whether the person went through the whole checkout. */
  ordered: boolean
  /** Pages seen. */
  depth: number
}

/** One visit, page by page: arrival, looking around, cart, checkout. */
export function simulateVisit(input: VisitInput): VisitOutcome {
  const { person, device, random, shelf } = input
  const recorder = recordVisit(input)
  let cart = input.openCart
  let category = shelf.category(person, random)
  let depth = 0
  let added = false
  const wanting = ADD_TO_CART * person.appetite * device.kind.buying * (input.sale ? 1.35 : 1)

  const go = (path: string, title: string): void => {
    recorder.open(path, `${title} · ${SHOP_NAME}`)
    depth++
  }
  const look = (mean: number): void => recorder.wait(3 + random.exponential(mean))
  const seeHome = (): void => {
    go("/", "Home")
    look(14)
  }
  const seeCategory = (handle: string): void => {
    category = handle
    go(`/categories/${handle}`, shelf.nameOf(handle))
    recorder.track("product_list_viewed", { category: handle, category_id: shelf.idOf(handle) })
    look(22)
  }
  const seeSale = (): void => {
    go("/sale", "Sale")
    recorder.track("product_list_viewed", { category: "sale", category_id: shelf.idOf("sale") })
    look(24)
  }
  const search = (): void => {
    const query = random.pick(SEARCHES)
    go(`/search?q=${query}`, `Search: ${query}`)
    recorder.track("products_searched", { query })
    look(15)
  }
  const seeProduct = (product: SeededProduct): void => {
    recorder.click("a", product.title, `/products/${product.handle}`)
    go(`/products/${product.handle}`, product.title)
    const variant = random.pick(product.variants)
    recorder.track("product_viewed", {
      ...{ product_id: product.id, variant_id: variant.id, name: product.title },
      ...{ category: product.categoryHandle, price: product.price },
    })
    look(38)
    if (!random.chance(wanting)) return
    recorder.click("button", "Add to cart")
    const now = recorder.now()
    const isNew = cart === null
    added = true
    cart ??= {
      id: medusaId("cart", now, random),
      visitor: device.visitor,
      customerId: null,
      email: null,
      createdAt: now,
      touchedAt: now,
      completedAt: null,
      lines: [],
    }
    const quantity = random.weighted([[1, 78], [2, 16], [4, 6]] as const) // prettier-ignore
    const same = cart.lines.find(({ variantId }) => variantId === variant.id)
    if (same) same.quantity += quantity
    else
      cart.lines.push({
        productId: product.id,
        variantId: variant.id,
        title: product.title,
        quantity,
        unitPrice: product.price,
        addedAt: now,
      })
    cart.touchedAt = now
    if (isNew) recorder.track("cart_linked", { cart_id: cart.id })
    recorder.track("product_added", { product_id: product.id, variant_id: variant.id, price: product.price, quantity, cart_id: cart.id })
    look(6)
  }

  arrive()
  const bounces = random.chance(input.openCart ? BOUNCE / 4 : BOUNCE)
  const pages = bounces ? 1 : Math.min(MAX_PAGES, 2 + Math.round(random.exponential(1.6)))
  while (depth < pages) {
    random.weighted([
      [() => seeProduct(shelf.product(person, random, category)), 52],
      [() => seeCategory(shelf.category(person, random)), 28],
      [search, 7],
      [() => (random.chance(0.5) ? seeSale() : seeProduct(shelf.onSale(random))), input.sale ? 16 : 6],
      [seeHome, 5],
    ] as const)() // prettier-ignore
  }
  return { recorder, cart, ordered: checkOut(), depth }

  function arrive(): void {
    const { name } = input.origin
    if (input.origin === SALE_ADS) seeSale()
    else if (input.origin === NEWSLETTER) {
      if (random.chance(0.5)) seeSale()
      else seeProduct(shelf.product(person, random))
    } else if (name === "google-shopping" || name === "pinterest" || name === "chatgpt") landOn(shelf.product(person, random))
    else if (name === "direct" || name === "google-ads") seeHome()
    else random.weighted([[() => landOn(shelf.product(person, random)), 4], [() => seeCategory(category), 4], [seeHome, 3]] as const)() // prettier-ignore
  }
  function landOn(product: SeededProduct): void {
    go(`/products/${product.handle}`, product.title)
    recorder.track("product_viewed", {
      product_id: product.id,
      name: product.title,
      category: product.categoryHandle,
      price: product.price,
    })
    look(26)
  }
  /** Of full carts, every second is looked at again and about every fourth is ordered in the same visit. */
  function checkOut(): boolean {
    if (!cart || cart.lines.length === 0 || (bounces && !random.chance(0.3)) || !random.chance(added ? 0.58 : 0.2)) return false
    go("/cart", "Cart")
    recorder.track("cart_viewed", { cart_id: cart.id })
    look(18)
    if (!random.chance(0.64)) return false
    recorder.click("a", "Checkout", "/checkout")
    go("/checkout", "Checkout")
    recorder.track("checkout_started", { cart_id: cart.id })
    look(70)
    if (!random.chance(0.74)) return false
    recorder.click("button", "Place order")
    recorder.wait(2)
    return true
  }
}
