import { h } from "./dom.js"
import { money } from "./format.js"

/** The sums of a cart or an order. */
export function totals({ item_total, item_subtotal, shipping_total, tax_total, total, currency_code, shipping_methods = [] }) {
  const row = (label, amount, strong) =>
    h("div", { class: strong ? "sum strong" : "sum" }, h("dt", {}, label), h("dd", {}, money(amount, currency_code)))
  return h(
    "dl",
    { class: "totals" },
    row("Products", item_total ?? item_subtotal ?? 0),
    shipping_methods.length > 0 && row("Delivery", shipping_total ?? 0),
    tax_total > 0 && row("Taxes included", tax_total),
    row("Total", total ?? 0, true)
  )
}
