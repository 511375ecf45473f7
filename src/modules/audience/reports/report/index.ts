import sql from "sql-template-tag"
import type { SegmentReport } from "../../../../contract"
import { invalidData } from "../../errors"
import { addDays, dayOf, dayStart } from "../../lib/clock"
import type { ProfileSet } from "../../lib/bitmap"
import type { Transaction } from "../../lib/database"
import type { StageContext } from "../../stage"
import { populationOf } from "../population"
import { attributesPart } from "./attributes"
import { behaviourPart, eventFigures, visitFigures } from "./behaviour"
import { withDifferences } from "./differences"
import { readPaths } from "./paths"
import { People } from "./people"
import { purchasePart } from "./purchase"
import type { Days, NamedSet, ReportScope } from "./scope"

const MS_A_DAY = 86_400_000

interface ReportInput {
  members: ProfileSet
  /** The other segments, of whose members some may be members here. */
  segments: NamedSet[]
  /** Days of the shop's zone, both included. */
  from: string
  to: string
}

/**
 * Everything about `members` in the days `from` to `to` of the shop's zone, against all profiles,
 * beside as many days before.
 *
 * Shares are parts of all members and of all profiles, whether or not they did
 * anything in these days.
 *
 * @param db an open transaction whose statements all see the same moment: else sections contradict each other
 * @throws invalid_data where `from` is after `to`
 */
export async function reportOf(db: Transaction, context: StageContext, input: ReportInput): Promise<SegmentReport> {
  const { from, to } = input
  if (from > to) throw invalidData(`from: ${from} is after to, ${to}`)
  const zone = context.options.timeZone
  const scope = await scopeOf(db, context, input)
  const pathOf = await readPaths(db)
  // PostgreSQL reads for one part while this process counts for another.
  const { events, visits, attributes, purchase } = await context.database.together(db, {
    events: (tx) => eventFigures({ ...scope, db: tx }, pathOf),
    attributes: (tx) => attributesPart({ ...scope, db: tx }),
    visits: (tx) => visitFigures({ ...scope, db: tx }, pathOf),
    purchase: (tx) => purchasePart({ ...scope, db: tx }),
  })
  return withDifferences({
    from,
    to,
    previous: { from: scope.before.fromDay, to: scope.before.toDay },
    ...scope.sizes,
    currency: context.options.currency,
    time_zone: zone,
    behaviour: behaviourPart({ events, visits }),
    attributes,
    purchase,
  })
}

async function scopeOf(
  db: Transaction,
  { options, clock }: StageContext,
  { members, segments, from, to }: ReportInput
): Promise<ReportScope> {
  const zone = options.timeZone
  const population = await populationOf(db, members)
  const [profiles] = await db.rows<{ last: number | null }>(sql`select max(id) as last from audience.profile`)
  const length = (Date.parse(to) - Date.parse(from)) / MS_A_DAY + 1
  return {
    db,
    population,
    people: new People(population.members, population.hidden, profiles?.last ?? 0),
    segments,
    sizes: { members: population.members.size, total: population.total },
    ...daysOf(from, to, zone),
    before: daysOf(addDays(from, -length), addDays(from, -1), zone),
    zone,
    today: dayOf(clock.now(), zone),
  }
}

function daysOf(fromDay: string, toDay: string, zone: string): Days {
  return { fromDay, toDay, start: dayStart(fromDay, zone), end: dayStart(addDays(toDay, 1), zone) }
}
