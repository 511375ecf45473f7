import { MedusaError } from "@medusajs/framework/utils"
import { DateTime } from "luxon"
import type { Audience } from "../../../modules/audience"

const MOST_DAYS = 731

interface Range {
  /** Calendar days in the shop's zone, both included. */
  from: string
  to: string
  /** The same as instants: `start` included, `end` not. */
  start: Date
  end: Date
}

/**
 * The days a request asks for; without an end until today, without a beginning the last 30 days of them.
 *
 * @throws MedusaError `invalid_data` for days in the wrong order or too many of them
 */
export function dateRange(audience: Audience, { from, to }: { from?: string; to?: string }): Range {
  const zone = audience.options.timeZone
  const last = to ? DateTime.fromISO(to, { zone }) : DateTime.fromJSDate(audience.clock.now(), { zone }).startOf("day")
  const first = from ? DateTime.fromISO(from, { zone }) : last.minus({ days: 29 })
  if (first > last) throw new MedusaError(MedusaError.Types.INVALID_DATA, `from: ${first.toISODate()} is after to, ${last.toISODate()}`)
  if (last.diff(first, "days").days + 1 > MOST_DAYS)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `from: at most ${MOST_DAYS} days at once`)
  return {
    from: first.toFormat("yyyy-MM-dd"),
    to: last.toFormat("yyyy-MM-dd"),
    start: first.startOf("day").toJSDate(),
    end: last.plus({ days: 1 }).startOf("day").toJSDate(),
  }
}
