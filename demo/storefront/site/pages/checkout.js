import { go } from "../router.js"
import { tell } from "../store/audience.js"
import { currentCart, loadCart, placeOrder, setDelivery, setShipping, shippingOptions } from "../store/cart.js"
import { region } from "../store/catalogue.js"
import { currentCustomer } from "../store/customer.js"
import { fill, h } from "../ui/dom.js"
import { choice, field, form } from "../ui/form.js"
import { money } from "../ui/format.js"
import { loaded } from "../ui/loaded.js"
import { empty } from "../ui/states.js"
import { totals } from "../ui/totals.js"

export function checkoutPage(context) {
  context.title("Checkout")
  return h(
    "section",
    {},
    h("h1", {}, "Checkout"),
    loaded(context, {
      load: () => Promise.all([region(), loadCart()]),
      show: ([{ countries }]) => {
        const cart = currentCart()
        if (!cart || cart.items.length === 0) {
          return empty(
            "Your cart is empty",
            "There is nothing to order yet.",
            h("a", { class: "button primary", href: "/" }, "Look around")
          )
        }
        tell("checkout_started", { cart_id: cart.id, total: cart.total })
        return checkout(countries)
      },
    })
  )
}

function checkout(countries) {
  const sums = h("aside", { class: "panel" })
  const showSums = () => {
    const cart = currentCart()
    fill(sums, h("h2", {}, "Your order"), cart.items.map((line) => h("p", { class: "sum" }, h("span", {}, `${line.quantity} × ${line.product_title}`), h("span", {}, money(line.unit_price * line.quantity, cart.currency_code)))), totals(cart)) // prettier-ignore
  }
  showSums()
  const steps = h(
    "div",
    {},
    deliveryStep(countries, async () => fill(steps, await shippingStep(showSums)))
  )
  return h("div", { class: "columns" }, steps, sums)
}

function deliveryStep(countries, next) {
  const customer = currentCustomer()
  const { email, shipping_address: address } = currentCart()
  const country = address?.country_code ?? (navigator.language.split("-")[1] ?? "").toLowerCase()
  const names = new Intl.DisplayNames(undefined, { type: "region" })
  const options = countries
    .map(({ iso_2 }) => ({ value: iso_2, text: names.of(iso_2.toUpperCase()) }))
    .sort((a, b) => a.text.localeCompare(b.text))
  const known = countries.some(({ iso_2 }) => iso_2 === country) ? country : options[0]?.value
  return form({
    "aria-label": "Delivery address",
    action: "Continue to delivery",
    fields: [
      h("h2", {}, "Where to?"),
      !customer &&
        h(
          "p",
          { class: "quiet" },
          "You order as a guest. ",
          h("a", { href: "/sign-in?next=/checkout" }, "Sign in"),
          " to see the order in your account."
        ),
      field("E-mail", {
        name: "email",
        type: "email",
        autocomplete: "email",
        value: customer?.email ?? email ?? "",
        readonly: Boolean(customer),
      }),
      h(
        "div",
        { class: "pair" },
        field("First name", { name: "first_name", autocomplete: "given-name", value: address?.first_name ?? customer?.first_name ?? "" }),
        field("Last name", { name: "last_name", autocomplete: "family-name", value: address?.last_name ?? customer?.last_name ?? "" })
      ),
      field("Street and number", { name: "address_1", autocomplete: "address-line1", value: address?.address_1 ?? "" }),
      h(
        "div",
        { class: "pair" },
        field("Postal code", { name: "postal_code", autocomplete: "postal-code", value: address?.postal_code ?? "" }),
        field("City", { name: "city", autocomplete: "address-level2", value: address?.city ?? "" })
      ),
      choice("Country", "country_code", options, known),
    ],
    async submit({ email, ...address }) {
      await setDelivery({ email, address })
      await next()
    },
  })
}

async function shippingStep(showSums) {
  const options = await shippingOptions()
  if (options.length === 0)
    return empty(
      "We do not deliver there",
      "Please choose another country.",
      h("a", { class: "button", href: "/cart" }, "Back to the cart")
    )
  const currency = currentCart().currency_code
  await setShipping(options[0].id)
  showSums()
  const choices = options.map(({ id, name, amount }, at) =>
    h(
      "label",
      { class: "purpose" },
      h("input", {
        type: "radio",
        name: "option",
        value: id,
        checked: at === 0,
        onchange: () => setShipping(id).then(showSums, console.warn),
      }),
      h("span", { class: "grow" }, name),
      h("span", {}, money(amount, currency))
    )
  )
  return form({
    "aria-label": "Delivery and payment",
    action: "Place order",
    fields: [
      h("fieldset", { class: "plain" }, h("legend", {}, h("h2", {}, "How fast?")), choices),
      h("h2", {}, "Payment"),
      h("p", { class: "quiet" }, "On invoice: nothing is charged in this demonstration."),
    ],
    async submit() {
      const order = await placeOrder()
      go(`/orders/${order.id}?thanks`)
    },
  })
}
