import type { SegmentReport } from "../../../../contract"
import { invalidData } from "../../errors"
import { addDays, dayOf, dayStart } from "../../lib/clock"
import type { ProfileSet } from "../../lib/bitmap"
import type { Queryable } from "../../lib/database"
import type { StageContext } from "../../stage"
import { populationOf } from "../population"
import { attributesPart } from "./attributes"
import { behaviourPart } from "./behaviour"
import { purchasePart } from "./purchase"
import type { ReportScope } from "./scope"

/**
 * Everything about `members` in the days `from` to `to` of the shop's zone, against all profiles.
 *
 * Shares are parts of all members and of all profiles, whether or not they did
 * anything in these days.
 *
 * @param db an open transaction whose statements all see the same moment: else sections contradict each other
 * @throws invalid_data where `from` is after `to`
 */
export async function reportOf(
  db: Queryable,
  { options, clock }: StageContext,
  members: ProfileSet,
  from: string,
  to: string
): Promise<SegmentReport> {
  if (from > to) throw invalidData(`from: ${from} is after to, ${to}`)
  const population = await populationOf(db, members)
  const sizes = { members: population.members.size, total: population.total }
  const zone = options.timeZone
  const scope: ReportScope = {
    db,
    population,
    sizes,
    fromDay: from,
    toDay: to,
    start: dayStart(from, zone),
    end: dayStart(addDays(to, 1), zone),
    zone,
    today: dayOf(clock.now(), zone),
  }
  return {
    from,
    to,
    ...sizes,
    currency: options.currency,
    time_zone: zone,
    behaviour: await behaviourPart(scope),
    attributes: await attributesPart(scope),
    purchase: await purchasePart(scope),
  }
}
