import { priceOf } from "../store/catalogue.js"
import { h } from "./dom.js"
import { money } from "./format.js"

export function picture(product, className = "picture") {
  if (!product.thumbnail) return h("div", { class: `${className} blank`, "aria-hidden": "true" })
  return h("img", { class: className, src: product.thumbnail, alt: "", loading: "lazy", width: 400, height: 400 })
}

export function priceText(product) {
  const price = priceOf(product)
  if (!price) return "Not available here"
  return (price.from ? "from " : "") + money(price.amount)
}

export function productCard(product) {
  return h(
    "a",
    { class: "card", href: `/products/${product.handle}` },
    picture(product),
    h("h3", {}, product.title),
    h("p", { class: "price" }, priceText(product))
  )
}

export const productGrid = (products) => h("div", { class: "grid" }, products.map(productCard))
