import { tell } from "../store/audience.js"
import { changeQuantity, currentCart, loadCart, removeLine, watchCart } from "../store/cart.js"
import { fill, h } from "../ui/dom.js"
import { money } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { empty, toast } from "../ui/states.js"
import { totals } from "../ui/totals.js"

export function cartPage(context) {
  context.title("Cart")
  return h(
    "section",
    {},
    h("h1", {}, "Cart"),
    loaded(context, {
      load: loadCart,
      show: () => {
        const cart = currentCart()
        tell("cart_viewed", cart ? { cart_id: cart.id, total: cart.total } : {})
        const view = h("div", {}, content(cart))
        context.onLeave(watchCart((changed) => fill(view, content(changed))))
        return view
      },
    })
  )
}

function content(cart) {
  if (!cart || cart.items.length === 0) {
    return empty(
      "Your cart is empty",
      "What you put into it waits here for you.",
      h("a", { class: "button primary", href: "/" }, "Look around")
    )
  }
  const lines = [...cart.items].sort((a, b) => a.created_at.localeCompare(b.created_at))
  return h(
    "div",
    { class: "columns" },
    h(
      "ul",
      { class: "lines" },
      lines.map((line) => cartLine(line, cart.currency_code))
    ),
    h("aside", { class: "panel" }, totals(cart), h("a", { class: "button primary wide", href: "/checkout" }, "Checkout"))
  )
}

function cartLine(line, currency) {
  const change = (work) => async () => {
    try {
      await work()
    } catch (error) {
      toast(error.message)
    }
  }
  const step = (by, label, sign) =>
    h(
      "button",
      { class: "step", type: "button", "aria-label": label, onclick: change(() => changeQuantity(line, line.quantity + by)) },
      sign
    )
  return h(
    "li",
    { class: "line-item" },
    line.thumbnail ? h("img", { class: "thumb", src: line.thumbnail, alt: "", width: 80, height: 80 }) : h("div", { class: "thumb blank" }),
    h(
      "div",
      { class: "grow" },
      h("a", { href: `/products/${line.product_handle}` }, line.product_title),
      h("p", { class: "quiet" }, line.variant_title, " · ", money(line.unit_price, currency)),
      h(
        "div",
        { class: "row" },
        step(-1, `One ${line.product_title} less`, "−"),
        h("span", { "aria-label": "Quantity" }, line.quantity),
        step(1, `One ${line.product_title} more`, "+"),
        h(
          "button",
          { class: "link", type: "button", "aria-label": `Remove ${line.product_title}`, onclick: change(() => removeLine(line)) },
          "Remove"
        )
      )
    ),
    h("p", { class: "price" }, money(line.unit_price * line.quantity, currency))
  )
}
