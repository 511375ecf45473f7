import { go } from "../router.js"
import { tell } from "../store/audience.js"
import { categories, products } from "../store/catalogue.js"
import { h } from "../ui/dom.js"
import { nameIn, plural } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { productGrid } from "../ui/product-card.js"
import { empty, loadingCards } from "../ui/states.js"
import { notFoundPage } from "./not-found.js"

const ORDERS = [
  ["title", "Name"],
  ["-created_at", "Newest"],
]

export const categoryPage = (context) => category(context, context.params.handle)
export const salePage = (context) => category(context, "sale")

function category(context, handle) {
  // A page has its name before its content: statistics would file it under the page before.
  context.title(nameIn(handle))
  return loaded(context, {
    loading: () => loadingCards(),
    load: async () => {
      const found = (await categories()).find((one) => one.handle === handle)
      return found && { found, list: await products({ ...wanted(context), category: found.id }) }
    },
    show: (page) => {
      if (!page) return notFoundPage(context)
      const { found, list } = page
      context.title(found.name)
      tell("product_list_viewed", { category: handle, category_id: found.id, products: list.products.map(({ id }) => id) })
      const none = empty(
        "Nothing here yet",
        "This shelf is still being filled.",
        h("a", { class: "button", href: "/" }, "To the start page")
      )
      return h(
        "section",
        {},
        heading(context, found.name, list),
        found.description && h("p", {}, found.description),
        body(context, list, none)
      )
    },
  })
}

export function searchPage(context) {
  const query = context.query.get("q")?.trim() ?? ""
  context.title(query ? `Search: ${query}` : "Search")
  if (!query) return empty("What are you looking for?", "Type a word into the search field above.")
  return loaded(context, {
    loading: () => loadingCards(),
    load: () => products({ ...wanted(context), search: query }),
    show: (list) => {
      tell("products_searched", { query, results: list.count })
      const none = empty("Nothing found", `No product matches “${query}”.`, h("a", { class: "button", href: "/" }, "To the start page"))
      return h("section", {}, heading(context, `Results for “${query}”`, list), body(context, list, none))
    },
  })
}

const wanted = ({ query }) => ({
  page: Math.max(1, Number.parseInt(query.get("page") ?? "1", 10) || 1),
  order: ORDERS.find(([order]) => order === query.get("order"))?.[0] ?? "title",
})

/** The present address with some of its parameters changed. */
function addressWith(changes) {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) query.set(name, value)
  return `${location.pathname}?${query}`
}

function heading(context, title, { count }) {
  const { order } = wanted(context)
  const sort = h(
    "select",
    { "aria-label": "Sort by", onchange: ({ target }) => go(addressWith({ order: target.value, page: 1 })) },
    ORDERS.map(([value, text]) => h("option", { value, selected: value === order }, text))
  )
  return h(
    "div",
    { class: "heading" },
    h("h1", {}, title),
    h("p", { class: "quiet" }, plural(count, "product", "products")),
    count > 1 && sort
  )
}

function body(context, { products, pages }, none) {
  if (products.length === 0) return none
  return [productGrid(products), pages > 1 && pager(wanted(context).page, pages)]
}

function pager(page, pages) {
  const link = (to, text) =>
    to < 1 || to > pages ? h("span", { class: "quiet" }, text) : h("a", { href: addressWith({ page: to }) }, text)
  return h(
    "nav",
    { class: "pager", "aria-label": "Pages" },
    link(page - 1, "Previous"),
    h("span", {}, `${page} of ${pages}`),
    link(page + 1, "Next")
  )
}
