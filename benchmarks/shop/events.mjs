import { randomUUID } from "node:crypto"

/** A browser that is no bot. */
export const HEADERS = {
  "content-type": "text/plain",
  "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
}
const RANDOM = randomUUID().slice(15, 24)
let made = 0

/** As tags make them: the first 48 bits are the time. Counted instead of random: making them must not slow the server beside it. */
function uuid7(now) {
  const time = now.toString(16).padStart(12, "0")
  return `${time.slice(0, 8)}-${time.slice(8)}-7${RANDOM}${(made++).toString(16).padStart(12, "0")}`
}

export const newVisitor = () => ({ visitor: randomUUID(), session: randomUUID() })

/** The body of a request with fresh page views and clicks: 10, as a lively page sends, unless told otherwise. */
export function collectBody(key, { visitor, session }, count = 10) {
  const now = Date.now()
  const at = new Date(now).toISOString()
  const events = Array.from({ length: count }, (_, index) => ({
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
