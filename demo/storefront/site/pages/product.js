import { addToCart } from "../store/cart.js"
import { tell } from "../store/audience.js"
import { optionsOf, productOf } from "../store/catalogue.js"
import { fill, h } from "../ui/dom.js"
import { money, nameIn } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { picture } from "../ui/product-card.js"
import { busyButton, toast } from "../ui/states.js"
import { notFoundPage } from "./not-found.js"

export function productPage(context) {
  context.title(nameIn(context.params.handle))
  return loaded(context, {
    load: () => productOf(context.params.handle),
    show: (product) => (product ? productView(context, product) : notFoundPage(context)),
    loading: () => h("div", { class: "product", "aria-busy": "true", "aria-label": "Loading" }, h("div", { class: "picture ghost" }), h("div", {}, h("div", { class: "ghost line" }), h("div", { class: "ghost line short" }))), // prettier-ignore
  })
}

function productView(context, product) {
  context.title(product.title)
  const [category] = product.categories ?? []
  // Chosen values by option id. One value is no choice.
  const choices = optionsOf(product)
  const chosen = Object.fromEntries(choices.map(({ id, values }) => [id, values[0]]))
  const variant = () =>
    product.variants.find(({ options = [] }) => options.every(({ option_id, value }) => chosen[option_id] === value)) ?? product.variants[0]
  const price = h("p", { class: "price large", "aria-live": "polite" })
  const showPrice = () => {
    const amount = variant()?.calculated_price?.calculated_amount
    fill(price, amount === undefined ? "Not available here" : money(amount))
  }
  showPrice()
  tell("product_viewed", {
    product_id: product.id,
    variant_id: variant()?.id,
    name: product.title,
    category: category?.handle,
    price: variant()?.calculated_price?.calculated_amount,
  })

  const options = choices
    .filter(({ values }) => values.length > 1)
    .map(({ id, title, values }) =>
      h(
        "fieldset",
        { class: "options" },
        h("legend", {}, title),
        values.map((value) =>
          h(
            "label",
            {},
            h("input", {
              type: "radio",
              name: id,
              value,
              checked: chosen[id] === value,
              onchange() {
                chosen[id] = value
                showPrice()
              },
            }),
            h("span", {}, value)
          )
        )
      )
    )
  const quantity = h("input", { type: "number", min: 1, max: 99, value: 1, "aria-label": "Quantity", inputmode: "numeric" })
  const add = busyButton(
    "Add to cart",
    async () => {
      const amount = Math.min(99, Math.max(1, Number.parseInt(quantity.value, 10) || 1))
      await addToCart({ product, variant: variant(), quantity: amount })
      toast(`${product.title} is in your cart.`)
    },
    { class: "button primary" }
  )
  return h(
    "article",
    { class: "product" },
    picture(product),
    h(
      "div",
      {},
      category &&
        h(
          "p",
          { class: "eyebrow" },
          h("a", { href: category.handle === "sale" ? "/sale" : `/categories/${category.handle}` }, category.name)
        ),
      h("h1", {}, product.title),
      price,
      h("p", {}, product.description),
      options,
      h("div", { class: "row" }, quantity, add[0]),
      add[1]
    )
  )
}
