import { defineFamily } from "../define"
import { abandonedCarts, openCartTotal } from "./carts"
import { orderDates, daysBetweenOrders } from "./order-dates"
import { orderFigures } from "./order-figures"
import { refundFigures } from "./refunds"
import { rfm } from "./rfm"
import { topCategory } from "./top-category"
import * as texts from "./texts"

export { rfmOfBuyers } from "./rfm"
export { rfmGroupOf, rfmGroupsOf, rfmScoresOf } from "./rfm-grid"
export { rfmGroups } from "./texts"

/** What somebody buys, as Medusa itself knows it: orders, money, refunds, carts. */
export const purchase = defineFamily({
  id: "purchase",
  label: texts.family,
  fields: [...orderFigures, ...orderDates, daysBetweenOrders, ...refundFigures, topCategory, abandonedCarts, openCartTotal, ...rfm],
})
