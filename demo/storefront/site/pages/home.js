import { categories, products } from "../store/catalogue.js"
import { h } from "../ui/dom.js"
import { productGrid } from "../ui/product-card.js"
import { loaded } from "../ui/loaded.js"
import { loadingCards } from "../ui/states.js"

export function homePage(context) {
  context.title("Home")
  return h(
    "div",
    {},
    h(
      "section",
      { class: "hero" },
      h("p", { class: "eyebrow" }, "For rooms that are lived in"),
      h("h1", {}, "Things that get better with use"),
      h("p", {}, "Clay, wood, wool and iron, made by people who sign their work."),
      h("a", { class: "button primary", href: "/sale", dataset: { track: "hero-sale" } }, "See the sale")
    ),
    loaded(context, {
      load: async () => ({ all: await categories(), fresh: await products({ order: "-created_at", limit: 8 }) }),
      loading: () => loadingCards(8),
      show: ({ all, fresh }) => [
        h(
          "ul",
          { class: "shelves", "aria-label": "Categories" },
          all
            .filter(({ handle }) => handle !== "sale")
            .map(({ name, handle }) => h("li", {}, h("a", { href: `/categories/${handle}` }, name)))
        ),
        h("h2", {}, "New in"),
        productGrid(fresh.products),
      ],
    })
  )
}
