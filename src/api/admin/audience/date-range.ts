import { MedusaError } from "@medusajs/framework/utils"
import { addDays, dayOf, dayStart, type Audience } from "../../../modules/audience"

const MOST_DAYS = 731
const MS_A_DAY = 86_400_000

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
export function dateRange({ options, clock }: Pick<Audience, "options" | "clock">, given: { from?: string; to?: string }): Range {
  const zone = options.timeZone
  const to = given.to ?? dayOf(clock.now(), zone)
  const from = given.from ?? addDays(to, -29)
  if (from > to) throw new MedusaError(MedusaError.Types.INVALID_DATA, `from: ${from} is after to, ${to}`)
  if ((Date.parse(to) - Date.parse(from)) / MS_A_DAY + 1 > MOST_DAYS)
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `from: at most ${MOST_DAYS} days at once`)
  return { from, to, start: dayStart(from, zone), end: dayStart(addDays(to, 1), zone) }
}
