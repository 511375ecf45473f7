import { createStoreApi } from "./store-api.mjs"

const EVENTS_AT_ONCE = 100
/** Visitors who are in the shop together. */
const AT_ONCE = 4

/**
 * Lets the visitors of the last day come to the running shop: their events over HTTP, as the
 * tag sends them, their carts and orders through the Store API.
 *
 * @param {{ backendUrl: string, shop: import("../shop/seed").SeededShop, visits: import("./plan").LateVisit[], update: (text: string) => void }} input
 *   `visits` as they come out of JSON.
 */
export async function sendLastDay({ backendUrl, shop, visits, update }) {
  const { publishableKey, regionId } = shop
  const api = createStoreApi({ backendUrl, publishableKey, regionId })
  const sent = { visits: 0, events: 0, carts: 0, orders: 0 }
  const waiting = [...visits]
  const sendOne = async (visit) => {
    const cartId = visit.cart ? await api.createCart(visit.cart.lines) : null
    if (cartId) sent.carts++
    sent.events += await sendEvents(backendUrl, publishableKey, visit, cartId)
    if (cartId && visit.orderedBy) {
      await api.order(cartId, visit.orderedBy)
      sent.orders++
    }
    update(`${++sent.visits} of ${visits.length}`)
  }
  const sendNext = async () => {
    for (let visit = waiting.shift(); visit; visit = waiting.shift()) await sendOne(visit)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext))
  return `${visits.length} visits of the last day over HTTP: ${sent.events} events, ${sent.carts} carts, ${sent.orders} orders`
}

async function sendEvents(backendUrl, key, visit, cartId) {
  const { place, screen, marketing, visitor, userAgent } = visit
  const events = visit.events.map((event) =>
    event.properties?.cart_id && cartId ? { ...event, properties: { ...event.properties, cart_id: cartId } } : event
  )
  for (let at = 0; at < events.length; at += EVENTS_AT_ONCE) {
    const answer = await fetch(`${backendUrl}/audience/collect`, {
      method: "POST",
      headers: { "content-type": "text/plain", "user-agent": userAgent },
      body: JSON.stringify({
        ...{ key, visitor, sent_at: new Date().toISOString() },
        context: { screen, language: place.language, time_zone: place.timeZone },
        consent: { analytics: true, personalization: true, marketing },
        events: events.slice(at, at + EVENTS_AT_ONCE),
      }),
    })
    if (answer.status !== 202) throw new Error(`POST /audience/collect answered ${answer.status}: ${await answer.text()}`)
  }
  return events.length
}
