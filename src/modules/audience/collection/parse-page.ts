import { pageKey, sourceKey } from "./dictionaries"
import { Fault } from "./fault"
import { optionalText, type Fields } from "./check"
import { classifySource } from "./source/classify"
import { RecentMap } from "./recent-map"
import { line, SEPARATOR } from "./text"

const LONGEST_URL = 8192
// The index on paths takes 2,704 bytes an entry, and a character may need four.
const LONGEST_PATH = 512
const LONGEST_TITLE = 512
const LONGEST_QUERY = 1024

/** Keys of the dictionary rows that an event's page and origin need; null where it has none. */
export interface ParsedPage {
  pageKey: string | null
  referrerKey: string | null
  sourceKey: string | null
  /** The page's query, without `?`. */
  query: string | null
}

const LONGEST_REMEMBERED = 1024

/**
 * Reads pages, remembering the latest ones: most events of a visit come from the page of the
 * event before, and reading addresses is half of the work on an event.
 */
export function createPageReader(): (event: Fields, place: string) => ParsedPage {
  const known = new RecentMap<string, ParsedPage>(20_000)
  return (event, place) => {
    const { url, title, referrer } = event
    const texts = typeof url === "string" && typeof title === "string" && (referrer === undefined || typeof referrer === "string")
    const said = texts ? url + SEPARATOR + title + SEPARATOR + (referrer ?? "") : ""
    if (said === "" || said.length > LONGEST_REMEMBERED) return parsePage(event, place)
    const before = known.get(said)
    if (before) return before
    const page = parsePage(event, place)
    known.set(said, page)
    return page
  }
}

/** Page, referrer and traffic source of an event. @throws Fault */
function parsePage(event: Fields, place: string): ParsedPage {
  const url = parseUrl(event.url, `${place}.url`)
  const title = optionalText(event.title, `${place}.title`, LONGEST_URL)
  const referrer = parseReferrer(event.referrer, `${place}.referrer`)
  const host = url ? url.hostname : null
  const parameters = url && url.search.length > 1 ? url.searchParams : null
  const source = classifySource(parameters, referrer?.hostname || null, host)
  return {
    pageKey: url ? pageKey(line(url.hostname, 255), pathOf(url), title ? line(title, LONGEST_TITLE) : "") : null,
    referrerKey:
      referrer && source?.referrerHost
        ? line(referrer.origin === "null" ? referrer.href : referrer.origin + referrer.pathname, LONGEST_PATH)
        : null,
    sourceKey: source ? sourceKey(cleaned(source)) : null,
    query: url && url.search.length > 1 ? line(url.search.slice(1), LONGEST_QUERY) : null,
  }
}

function parseUrl(value: unknown, place: string): URL | null {
  const text = optionalText(value, place, LONGEST_URL)
  if (!text) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol !== "http:" && url?.protocol !== "https:") throw new Fault(place, "must be an http or https address")
  return url
}

/** Browsers are free in what they report as referrer: what is no address is none. */
function parseReferrer(value: unknown, place: string): URL | null {
  const text = optionalText(value, place, LONGEST_URL)
  return text && URL.canParse(text) ? new URL(text) : null
}

/** Without host, query and trailing slash, as people read it: `/größe` rather than `/gr%C3%B6%C3%9Fe`. */
function pathOf(url: URL): string {
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/+$/, "") || "/" : url.pathname
  if (!path.includes("%")) return line(path, LONGEST_PATH)
  try {
    return line(decodeURI(path), LONGEST_PATH)
  } catch {
    return line(path, LONGEST_PATH)
  }
}

function cleaned<Source extends object>(source: Source): Source {
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [key, typeof value === "string" ? line(value, 256) : value])
  ) as Source
}
