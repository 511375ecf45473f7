import { collectBody, HEADERS, newVisitor } from "./events.mjs"

const VISITORS = 20
const LOOK_EVERY_MS = 100
const LOST_AFTER_MS = 60_000

/** Milliseconds from an event's acceptance to the segment's appearance in `/audience/me`, for each of some visitors. */
export async function timesToSegment({ backendUrl, key, token }) {
  const created = await fetch(`${backendUrl}/admin/audience/segments`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({
      name: "Viewers",
      published: true,
      rule: { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1, within: { last: 30, unit: "day" } }] },
    }),
  })
  if (!created.ok) throw new Error(`the segment was not saved: ${await created.text()}`)
  const times = []
  for (let count = 0; count < VISITORS; count++) times.push(await timeToSegment({ backendUrl, key }))
  return times.sort((one, other) => one - other)
}

async function timeToSegment({ backendUrl, key }) {
  const visitor = newVisitor()
  const sent = await fetch(`${backendUrl}/audience/collect`, { method: "POST", headers: HEADERS, body: collectBody(key, visitor) })
  if (!sent.ok) throw new Error(`the events were refused: ${await sent.text()}`)
  const accepted = performance.now()
  while (performance.now() - accepted < LOST_AFTER_MS) {
    const { segments } = await (await fetch(`${backendUrl}/audience/me?key=${key}&visitor=${visitor.visitor}`)).json()
    if (segments.length > 0) return performance.now() - accepted
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS))
  }
  throw new Error(`a visitor was not in the segment after ${LOST_AFTER_MS / 1000} s`)
}
