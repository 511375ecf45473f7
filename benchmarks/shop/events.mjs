import { randomUUID } from "node:crypto"

/** A browser that is no bot. */
export const HEADERS = {
  "content-type": "text/plain",
  "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
}
const EVENTS_A_REQUEST = 10

/** As tags make them: the first 48 bits are the time. */
function uuid7(now) {
  const time = now.toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

export const newVisitor = () => ({ visitor: randomUUID(), session: randomUUID() })

/** The body of a request with fresh page views and clicks. */
export function collectBody(key, { visitor, session }) {
  const now = Date.now()
  const at = new Date(now).toISOString()
  const events = Array.from({ length: EVENTS_A_REQUEST }, (_, index) => ({
    ...{ id: uuid7(now), name: index % 4 === 3 ? "clicked" : "page_viewed", at, session },
    ...{ url: `https://shop.test/category/page-${(now + index * 7) % 500}`, title: "A page", referrer: "https://shop.test/" },
    properties: index % 4 === 3 ? { label: "Add to cart", href: "/cart", element: "a" } : {},
  }))
  return JSON.stringify({
    ...{ key, visitor, sent_at: at, events },
    context: { screen: "1440x900", language: "en-US", time_zone: "Europe/Berlin" },
    consent: { analytics: true, personalization: true, marketing: false },
  })
}
