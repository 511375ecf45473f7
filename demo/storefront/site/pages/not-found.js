import { h } from "../ui/dom.js"
import { empty } from "../ui/states.js"

export function notFoundPage(context) {
  context.title("Not found")
  return empty(
    "This page does not exist",
    "It may have been moved, or sold out for good.",
    h("a", { class: "button", href: "/" }, "To the start page")
  )
}
