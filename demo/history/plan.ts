import type { WireEvent } from "../../src/contract"
import type { Place } from "./world"

/** Everything that will have happened, in the order in which it happened; made from a seed alone. */
export interface Plan {
  from: Date
  /** The end of what is written as history. */
  cut: Date
  /** Now. What lies between the cut and now is `late`. */
  to: Date
  visits: PlannedVisit[]
  customers: PlannedCustomer[]
  carts: PlannedCart[]
  orders: PlannedOrder[]
  /** Attributes that the shop's server reports, e.g. from its loyalty programme. */
  attributes: { at: Date; customerId: string; values: Record<string, string | number> }[]
  /** Visits after the cut: they are to reach the running shop over HTTP, and so are their carts and orders. */
  late: LateVisit[]
}

export interface LateVisit extends PlannedVisit {
  cart: PlannedCart | null
  /** The e-mail address of a guest's order of that cart. */
  orderedBy: { email: string; firstName: string; lastName: string; country: string } | null
}

export interface PlannedVisit {
  endedAt: Date
  visitor: string
  userAgent: string
  screen: string
  place: Place
  marketing: boolean
  events: WireEvent[]
  /** The customer who was signed in when it ended. */
  customerId: string | null
}

export interface PlannedCustomer {
  id: string
  email: string
  firstName: string
  lastName: string
  hasAccount: boolean
  createdAt: Date
}

export interface PlannedLine {
  productId: string
  variantId: string
  title: string
  quantity: number
  /** Euro, major units. */
  unitPrice: number
  addedAt: Date
}

export interface PlannedCart {
  id: string
  visitor: string
  customerId: string | null
  email: string | null
  createdAt: Date
  touchedAt: Date
  completedAt: Date | null
  lines: PlannedLine[]
}

export interface PlannedOrder {
  id: string
  cart: PlannedCart
  customerId: string
  email: string
  placedAt: Date
  shipping: number
  canceledAt: Date | null
  refund: { amount: number; at: Date } | null
}
