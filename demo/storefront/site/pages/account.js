import { go } from "../router.js"
import { currentCustomer, myOrders, signOut } from "../store/customer.js"
import { h } from "../ui/dom.js"
import { date, money, plural } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { empty } from "../ui/states.js"

export function accountPage(context) {
  context.title("Account")
  const customer = currentCustomer()
  if (!customer) {
    queueMicrotask(() => go("/sign-in", { replace: true }))
    return h("p", {}, "Please sign in.")
  }
  const leave = () => {
    signOut()
    go("/")
  }
  return h(
    "section",
    {},
    h(
      "div",
      { class: "heading" },
      h("h1", {}, `Hello, ${customer.first_name ?? customer.email}`),
      h("button", { class: "button", type: "button", onclick: leave }, "Sign out")
    ),
    h("p", { class: "quiet" }, customer.email),
    h("h2", {}, "Your orders"),
    loaded(context, {
      load: myOrders,
      show: (orders) =>
        orders.length === 0
          ? empty("No orders yet", "What you order appears here.", h("a", { class: "button primary", href: "/" }, "Look around"))
          : h("ul", { class: "lines" }, orders.map(orderRow)),
    })
  )
}

function orderRow({ id, display_id, created_at, items, total, currency_code }) {
  const count = items.reduce((sum, { quantity }) => sum + quantity, 0)
  return h(
    "li",
    { class: "line-item" },
    h(
      "div",
      { class: "grow" },
      h("a", { href: `/orders/${id}` }, `Order ${display_id}`),
      h("p", { class: "quiet" }, `${date(created_at)} · ${plural(count, "item", "items")}`)
    ),
    h("p", { class: "price" }, money(total, currency_code))
  )
}
