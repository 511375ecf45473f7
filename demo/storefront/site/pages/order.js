import { orderOf } from "../store/customer.js"
import { h } from "../ui/dom.js"
import { date, money } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { totals } from "../ui/totals.js"

export function orderPage(context) {
  context.title("Order")
  return loaded(context, { load: () => orderOf(context.params.id), show: (order) => orderView(context, order) })
}

function orderView(context, order) {
  const thanks = context.query.has("thanks")
  const { first_name, last_name, address_1, postal_code, city } = order.shipping_address ?? {}
  context.title(`Order ${order.display_id}`)
  return h(
    "section",
    {},
    h("h1", {}, thanks ? "Thank you!" : `Order ${order.display_id}`),
    h(
      "p",
      {},
      thanks ? `Order ${order.display_id} is placed. A confirmation would go to ${order.email}.` : `Placed on ${date(order.created_at)}`
    ),
    h(
      "div",
      { class: "columns" },
      h(
        "ul",
        { class: "lines" },
        order.items.map((line) =>
          h(
            "li",
            { class: "line-item" },
            line.thumbnail
              ? h("img", { class: "thumb", src: line.thumbnail, alt: "", width: 80, height: 80 })
              : h("div", { class: "thumb blank" }),
            h(
              "div",
              { class: "grow" },
              h("strong", {}, line.product_title),
              h("p", { class: "quiet" }, `${line.variant_title} · ${line.quantity} ×`)
            ),
            h("p", { class: "price" }, money(line.unit_price * line.quantity, order.currency_code))
          )
        )
      ),
      h(
        "aside",
        { class: "panel" },
        totals(order),
        h("h2", {}, "Delivery to"),
        h("p", {}, [first_name, last_name].filter(Boolean).join(" "), h("br"), address_1, h("br"), `${postal_code ?? ""} ${city ?? ""}`)
      )
    ),
    h("a", { class: "button", href: "/" }, "Keep looking around")
  )
}
