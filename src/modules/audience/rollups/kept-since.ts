import { addDays, dayOf, dayStart } from "../lib/clock"
import type { StageContext } from "../stage"

/**
 * The first day whose raw events retention cannot have removed yet, and its first instant.
 *
 * What is older is known from rollups alone: deriving it anew would forget it.
 */
export function keptSince({ clock, options }: StageContext): { day: string; at: Date } {
  const day = addDays(dayOf(clock.now(), options.timeZone), 1 - options.retention.events)
  return { day, at: dayStart(day, options.timeZone) }
}
