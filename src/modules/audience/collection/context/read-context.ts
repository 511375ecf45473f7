import { isbot } from "isbot"
import type { BrowserContext } from "../../../../contract"
import { contextKey } from "../dictionaries"
import { RecentMap } from "../recent-map"
import { line } from "../text"
import type { CollectRequest } from "../types"
import { isHeadless, readClientHints } from "./client-hints"
import { readDevice } from "./device"
import { readPlace, type GeoHeaders } from "./place"

/** What a request says about the browser it comes from. */
export interface ReadContext {
  /** A crawler or a browser without a screen. */
  bot: boolean
  /** Key of its row in `audience.context`. */
  key: string
}

const HINT_HEADERS = ["sec-ch-ua", "sec-ch-ua-full-version-list", "sec-ch-ua-mobile", "sec-ch-ua-platform", "sec-ch-ua-platform-version"]
const LONGEST_USER_AGENT = 512

/**
 * Reads the context of requests, remembering the latest ones: reading a user agent costs
 * more than everything else that is done with a request.
 */
export function createContextReader(geoHeaders: GeoHeaders | undefined): (request: CollectRequest, context: BrowserContext) => ReadContext {
  const known = new RecentMap<string, ReadContext>(20_000)
  const placeHeaders = Object.values(geoHeaders ?? {}).map((name: string | undefined) => name?.toLowerCase() ?? "")
  const readHeaders = [...HINT_HEADERS, ...placeHeaders]

  return (request, context) => {
    const { headers } = request
    const userAgent = (request.userAgent ?? "").slice(0, LONGEST_USER_AGENT)
    const hints = context.hints ? JSON.stringify(context.hints) : ""
    let said = userAgent + "\n" + (context.screen ?? "") + "\n" + (context.language ?? "") + "\n" + (context.time_zone ?? "") + "\n" + hints
    for (const name of readHeaders) said += "\n" + String(headers[name] ?? "")
    const before = known.get(said)
    if (before) return before
    const read = readContext(userAgent, request, context, geoHeaders)
    known.set(said, read)
    return read
  }
}

function readContext(
  userAgent: string,
  { headers }: CollectRequest,
  context: BrowserContext,
  geoHeaders: GeoHeaders | undefined
): ReadContext {
  const hints = readClientHints(context.hints, headers)
  const columns = {
    ...readDevice(userAgent, hints),
    ...readPlace(context.time_zone, headers, geoHeaders),
    ...(context.screen ? { screen: context.screen } : {}),
    ...(context.language ? { language: context.language } : {}),
    ...(context.time_zone ? { time_zone: context.time_zone } : {}),
  }
  const cleaned = Object.fromEntries(Object.entries(columns).map(([column, value]) => [column, line(value, 128)]))
  return { bot: isbot(userAgent) || isHeadless(hints), key: contextKey(cleaned) }
}
