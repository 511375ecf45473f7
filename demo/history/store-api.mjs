/**
 * The storefront's way through Medusa's Store API, as far as the last day's visitors go it.
 *
 * @param {{ backendUrl: string, publishableKey: string, regionId: string }} shop
 */
export function createStoreApi({ backendUrl, publishableKey, regionId }) {
  async function call(method, path, body) {
    const answer = await fetch(`${backendUrl}${path}`, {
      method,
      headers: { "content-type": "application/json", "x-publishable-api-key": publishableKey },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }
  return {
    /** Makes a cart of planned lines and returns its id. */
    async createCart(lines) {
      const { cart } = await call("POST", "/store/carts", { region_id: regionId })
      for (const { variantId, quantity } of lines)
        await call("POST", `/store/carts/${cart.id}/line-items`, { variant_id: variantId, quantity })
      return cart.id
    },
    /** Orders a cart as a guest who pays by hand. */
    async order(cartId, { email, firstName, lastName, country }) {
      const address = {
        first_name: firstName,
        last_name: lastName,
        address_1: "Lindenweg 4",
        city: "Anytown",
        postal_code: "10115",
        country_code: country,
      }
      await call("POST", `/store/carts/${cartId}`, { email, shipping_address: address, billing_address: address })
      const { shipping_options } = await call("GET", `/store/shipping-options?cart_id=${cartId}`)
      await call("POST", `/store/carts/${cartId}/shipping-methods`, { option_id: shipping_options[0].id })
      const { payment_collection } = await call("POST", "/store/payment-collections", { cart_id: cartId })
      await call("POST", `/store/payment-collections/${payment_collection.id}/payment-sessions`, { provider_id: "pp_system_default" })
      const outcome = await call("POST", `/store/carts/${cartId}/complete`)
      if (outcome.type !== "order") throw new Error(`The cart of ${email} did not become an order: ${JSON.stringify(outcome.error)}`)
    },
  }
}
