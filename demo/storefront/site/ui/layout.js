import { go } from "../router.js"
import { countOf, currentCart, watchCart } from "../store/cart.js"
import { categories } from "../store/catalogue.js"
import { currentCustomer, watchCustomer } from "../store/customer.js"
import { fill, h } from "./dom.js"
import { plural } from "./format.js"
import { privacyControl } from "./privacy.js"

/** Everything around the page: header, navigation, footer. */
export function layout() {
  const main = h("main", { id: "main", tabindex: "-1" })
  const skip = h("a", { class: "skip", href: "#main" }, "Skip to content")
  return { elements: [skip, header(), main, footer()], main }
}

function header() {
  const account = h("a", { href: "/account", class: "tool" })
  const showAccount = (customer) => {
    account.textContent = customer ? (customer.first_name ?? "Account") : "Sign in"
    account.setAttribute("href", customer ? "/account" : "/sign-in")
  }
  showAccount(currentCustomer())
  watchCustomer(showAccount)

  const count = h("span", { class: "count", "aria-hidden": "true" })
  const cart = h("a", { href: "/cart", class: "tool", dataset: { track: "open-cart" } }, "Cart", count)
  const showCart = (some) => {
    const items = countOf(some)
    count.textContent = items > 0 ? String(items) : ""
    cart.setAttribute("aria-label", `Cart, ${plural(items, "item", "items")}`)
  }
  showCart(currentCart())
  watchCart(showCart)

  const search = h(
    "form",
    {
      class: "search",
      role: "search",
      onsubmit(event) {
        event.preventDefault()
        const query = new FormData(event.target).get("q").trim()
        if (query) go(`/search?q=${encodeURIComponent(query)}`)
      },
    },
    h("input", { type: "search", name: "q", placeholder: "Search the shop", "aria-label": "Search the shop" })
  )
  return h(
    "header",
    { class: "header" },
    h(
      "div",
      { class: "bar" },
      h("a", { class: "brand", href: "/" }, "Hearth & Hollow"),
      search,
      h("div", { class: "tools" }, account, cart)
    ),
    navigation()
  )
}

function navigation() {
  const list = h("ul", {}, h("li", {}, h("a", { href: "/sale", class: "sale" }, "Sale")))
  categories().then(
    (all) =>
      fill(
        list,
        all
          .filter(({ handle }) => handle !== "sale")
          .map(({ name, handle }) => h("li", {}, h("a", { href: `/categories/${handle}` }, name))),
        h("li", {}, h("a", { href: "/sale", class: "sale" }, "Sale"))
      ),
    console.warn
  )
  return h("nav", { "aria-label": "Categories" }, list)
}

function footer() {
  return h(
    "footer",
    { class: "footer" },
    h("p", {}, "Hearth & Hollow is a demonstration shop: what you order here is never delivered."),
    privacyControl()
  )
}
