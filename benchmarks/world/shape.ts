/** Everything that the generated shop is made of; the same numbers give the same data on every machine. */
export interface Shape {
  profiles: number
}

/** The instant that the whole benchmark takes as now: a Thursday morning. */
export const NOW = new Date("2026-10-15T09:30:00Z")
/** Thirteen months before. */
export const START = new Date("2025-09-15T00:00:00Z")
export const ZONE = "Europe/Berlin"
export const CURRENCY = "eur"

export const PAGES = 5_000
export const CATEGORIES = 40
export const PRODUCTS = 2_000
export const CONTEXTS = 4_000
export const SOURCES = 60

/** Names of events, in the order of their ids. */
export const NAMES = [
  "page_viewed",
  "clicked",
  "product_added",
  "products_searched",
  "checkout_started",
  "product_removed",
  "page_engaged",
] as const

/** The calendar months (UTC) that the data lies in, each from its first instant to the next one's. */
export function monthsOf(): { from: string; to: string }[] {
  const months = []
  for (let from = Date.UTC(START.getUTCFullYear(), START.getUTCMonth()); from < NOW.getTime();) {
    const to = Date.UTC(new Date(from).getUTCFullYear(), new Date(from).getUTCMonth() + 1)
    months.push({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
    from = to
  }
  return months
}
