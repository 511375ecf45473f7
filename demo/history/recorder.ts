import type { EventProperties, WireEvent } from "../../src/contract"
import { uuidV7 } from "./ids"
import type { Random } from "./random"
import type { Origin } from "./world"

/** Writes down a visit's events as the tag would send them, while time passes. */
export interface VisitRecorder {
  now(): Date
  wait(seconds: number): void
  /** Opens a page of the shop: leaves the former one with its engaged time, then views this one. */
  open(path: string, title: string): void
  track(name: string, properties?: EventProperties): void
  click(element: string, label: string, href?: string): void
  /** Leaves the last page and hands the events over. */
  end(): WireEvent[]
}

/** @param storefront the shop's address, without a slash at its end */
export function recordVisit(input: { storefront: string; at: Date; origin: Origin; random: Random }): VisitRecorder {
  const { storefront, origin, random } = input
  const events: WireEvent[] = []
  const session = uuidV7(input.at, random)
  let time = input.at.getTime()
  let page: { url: string; since: number } | null = null

  const add = (name: string, fields: Partial<WireEvent>, properties?: EventProperties): void => {
    const at = new Date(time)
    events.push({ id: uuidV7(at, random), name, at: at.toISOString(), session, ...fields, ...(properties ? { properties } : {}) })
    // No two events of one browser bear the same millisecond.
    time += 3
  }
  const leave = (): void => {
    if (!page) return
    // People look away: not all of the time is spent on the page.
    const seconds = Math.round(((time - page.since) / 1000) * (0.55 + 0.45 * random.next()))
    if (seconds > 0) add("page_engaged", { url: page.url }, { seconds, scroll: random.int(20, 100) })
  }
  return {
    now: () => new Date(time),
    wait(seconds) {
      time += Math.round(seconds * 1000)
    },
    open(path, title) {
      const url = page ? storefront + path : withQuery(storefront + path, origin, new Date(time), random)
      const referrer = page?.url ?? origin.referrer
      leave()
      if (!page) add("session_started", { url, ...(referrer ? { referrer } : {}) })
      page = { url, since: time }
      add("page_viewed", { url, title, ...(referrer ? { referrer } : {}) })
    },
    track(name, properties) {
      add(name, page ? { url: page.url } : {}, properties)
    },
    click(element, label, href) {
      add("clicked", page ? { url: page.url } : {}, { element, label, ...(href ? { href: storefront + href } : {}) })
    },
    end() {
      leave()
      return events
    },
  }
}

function withQuery(url: string, { query }: Origin, at: Date, random: Random): string {
  if (!query) return url
  const target = new URL(url)
  for (const [key, value] of Object.entries(query)) {
    const id = random.hex(24)
    target.searchParams.set(key, value.replace("{id}", id).replace("{month}", at.toISOString().slice(0, 7)))
  }
  return target.href
}
