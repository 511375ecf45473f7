import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { ROOT } from "../../demo/shop/medusa.mjs"
import { copyRate } from "./copy-rate.mjs"
import { collectBody, HEADERS, newVisitor } from "./events.mjs"
import { timesToSegment } from "./freshness.mjs"
import { driveCollect, driveGet, interleaved } from "./load.mjs"
import { startBenchShop } from "./start.mjs"

const EVENTS_A_REQUEST = 10
/** As many as one request may carry: what is left of the cost of HTTP when many events come together. */
const FULL_REQUEST = 100
const rate = (value, what) => `${Math.round(value).toLocaleString("en")} ${what}/s`

/** The figures that need a booted Medusa: #1, #2, #8, #9 and #18. */
export async function shopFigures({ folder, urlOf, rounds, isWanted, tell }) {
  tell("booting a shop")
  const shop = await startBenchShop({ folder, urlOf })
  const found = []
  try {
    if (isWanted(8)) found.push(await freshness(shop))
    if (isWanted(1, 2)) found.push(...(await collection(shop, folder, rounds)))
    if (isWanted(9)) found.push(await visitorsSegments(shop, rounds))
  } finally {
    await shop.end()
  }
  if (isWanted(18)) found.push(tagSize())
  return found.filter(({ number }) => isWanted(number))
}

async function collection(shop, folder, rounds) {
  const [ours, noOp, full] = await interleaved(
    rounds,
    () => driveCollect(shop, "/audience/collect", EVENTS_A_REQUEST),
    () => driveCollect(shop, "/no-op", EVENTS_A_REQUEST),
    () => driveCollect(shop, "/audience/collect", FULL_REQUEST)
  )
  const events = full * FULL_REQUEST
  const copied = await copyRate(shop, folder)
  return [
    {
      ...{ number: 1, name: "collect: requests of 10 events, answered after commit, 64 connections", ours: rate(ours, "requests") },
      ...{ reference: `no-op route ${rate(noOp, "requests")}`, ratio: ours / noOp, wanted: "≥ 0.7", holds: ours / noOp >= 0.7 },
    },
    {
      ...{ number: 2, name: "collect: events, in requests of 100", ours: rate(events, "events") },
      ...{ reference: `COPY of the rows ${rate(copied, "events")}`, ratio: events / copied },
      ...{ wanted: "≥ 0.25", holds: events / copied >= 0.25 },
    },
  ]
}

async function freshness(shop) {
  const times = await timesToSegment(shop)
  const slow = times[Math.ceil(0.95 * times.length) - 1]
  return {
    ...{ number: 8, name: "event accepted → membership changed → visible to /audience/me, p95", ours: `${(slow / 1000).toFixed(1)} s` },
    ...{ reference: "–", wanted: "≤ 10 s", holds: slow <= 10_000 },
  }
}

async function visitorsSegments(shop, rounds) {
  const visitor = newVisitor()
  await fetch(`${shop.backendUrl}/audience/collect`, { method: "POST", headers: HEADERS, body: collectBody(shop.key, visitor) })
  const [ours, noOp] = await interleaved(
    rounds,
    () => driveGet(shop, `/audience/me?key=${shop.key}&visitor=${visitor.visitor}`),
    () => driveGet(shop, "/no-op")
  )
  return {
    ...{ number: 9, name: "/audience/me", ours: rate(ours, "requests"), reference: `no-op route ${rate(noOp, "requests")}` },
    ...{ ratio: ours / noOp, wanted: "≥ 0.7", holds: ours / noOp >= 0.7 },
  }
}

/** How many requests a page makes in its life is shown by integration-tests/browser/tag.spec.ts. */
function tagSize() {
  const bytes = gzipSync(readFileSync(join(ROOT, "dist/tag.min.js")), { level: 9 }).length
  return {
    ...{ number: 18, name: "tag, gzip", ours: `${(bytes / 1000).toFixed(2)} kB`, reference: "–", wanted: "≤ 3.0 kB", holds: bytes <= 3000 },
  }
}
