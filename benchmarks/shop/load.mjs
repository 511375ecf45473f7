import autocannon from "autocannon"
import { collectBody, HEADERS, newVisitor } from "./events.mjs"

const CONNECTIONS = 64
const SECONDS = 6

/** Requests a second that a route answers. Both sides of a comparison are driven by this one client, which shares the machine. */
async function drive(url, request) {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests: [request] })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}${request.path} failed ${result.non2xx + result.errors} times`)
  return result.requests.average
}

/** Sends fresh events of two thousand visitors to a path, `count` a request. */
export function driveCollect({ backendUrl, key }, path, count) {
  const visitors = Array.from({ length: 2000 }, newVisitor)
  let next = 0
  return drive(backendUrl, {
    ...{ method: "POST", path, headers: HEADERS },
    setupRequest: (request) => ({ ...request, body: collectBody(key, visitors[next++ % visitors.length], count) }),
  })
}

export function driveGet({ backendUrl }, path) {
  return drive(backendUrl, { method: "GET", path })
}

/** The median of each side over interleaved rounds, after one that counts for nothing: a process that has just started is still compiling. */
export async function interleaved(rounds, ...sides) {
  for (const side of sides) await side()
  const rates = sides.map(() => [])
  for (let round = 0; round < rounds; round++) for (const [index, side] of sides.entries()) rates[index].push(await side())
  return rates.map((values) => values.sort((one, other) => one - other)[values.length >> 1])
}
