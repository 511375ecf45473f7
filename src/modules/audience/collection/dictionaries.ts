import { Dictionary } from "./dictionary"
import { SEPARATOR } from "./text"
import type { TrafficSource } from "./source/classify"

/** The columns of `audience.context`, in the order of its hash. */
export const CONTEXT_COLUMNS = [
  "device_type",
  "browser",
  "browser_version",
  "os",
  "os_version",
  "screen",
  "language",
  "time_zone",
  "country",
  "region",
  "city",
] as const

export type ContextColumn = (typeof CONTEXT_COLUMNS)[number]

export interface Dictionaries {
  names: Dictionary
  pages: Dictionary
  referrers: Dictionary
  sources: Dictionary
  contexts: Dictionary
}

const SOURCE_COLUMNS = ["source", "medium", "channel", "campaign", "term", "content", "referrer_host"]

export function createDictionaries(): Dictionaries {
  return {
    names: new Dictionary({ table: "event_name", columns: ["name"], unhashed: "name", size: 5_000 }),
    pages: new Dictionary({ table: "page", columns: ["host", "path", "title"], size: 50_000 }),
    referrers: new Dictionary({ table: "referrer", columns: ["url"], size: 20_000 }),
    sources: new Dictionary({ table: "source", columns: SOURCE_COLUMNS, nullable: SOURCE_COLUMNS.slice(3), size: 20_000 }),
    contexts: new Dictionary({ table: "context", columns: CONTEXT_COLUMNS, nullable: CONTEXT_COLUMNS, size: 50_000 }),
  }
}

export function pageKey(host: string, path: string, title: string): string {
  return host + SEPARATOR + path + SEPARATOR + title
}

export function sourceKey({ source, medium, channel, campaign, term, content, referrerHost }: TrafficSource): string {
  return [source, medium, channel, campaign, term, content, referrerHost].map((part) => part ?? "").join(SEPARATOR)
}

export function contextKey(context: Partial<Record<ContextColumn, string>>): string {
  return CONTEXT_COLUMNS.map((column) => context[column] ?? "").join(SEPARATOR)
}
