import sql from "sql-template-tag"
import type { ReportLine, ReportPart, ReportPartName, SegmentReport } from "../../../../contract"
import { invalidData } from "../../errors"
import { addDays, dayOf, dayStart } from "../../lib/clock"
import type { ProfileSet } from "../../lib/bitmap"
import type { Transaction } from "../../lib/database"
import type { StageContext } from "../../stage"
import { populationOf } from "../population"
import { activityMeasures } from "./activity"
import { peopleSections } from "./attributes"
import { clickSection, eventPiece, inBehaviourOrder } from "./behaviour"
import { withDifferences } from "./differences"
import { readPaths } from "./paths"
import { People } from "./people"
import { purchasePart } from "./purchase"
import type { Days, NamedSet, ReportScope } from "./scope"
import { sessionSections } from "./sessions"
import { stateSections } from "./states"

const MS_A_DAY = 86_400_000

interface ReportInput {
  members: ProfileSet
  /** The other segments, of whose members some may be members here. */
  segments: NamedSet[]
  /** Days of the shop's zone, both included. */
  from: string
  to: string
  /** Told of every line as soon as it is counted. What it throws ends the report. */
  tell?: (line: ReportLine) => void
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
  const { from, to, tell } = input
  if (from > to) throw invalidData(`from: ${from} is after to, ${to}`)
  const scope = await scopeOf(db, context, input)
  const head = {
    ...{ from, to, previous: { from: scope.before.fromDay, to: scope.before.toDay } },
    ...scope.sizes,
    ...{ currency: context.options.currency, time_zone: scope.zone },
  }
  tell?.({ head })
  const pathOf = await readPaths(db)
  const piece =
    <Piece extends Partial<ReportPart>>(part: ReportPartName, count: (scope: ReportScope) => Promise<Piece>) =>
    async (tx: Transaction): Promise<Piece> => {
      const counted = await count({ ...scope, db: tx })
      tell?.({ piece: { part, ...counted } })
      return counted
    }
  // The measures take least and are looked at first: beside the others they would wait for them.
  const { activity, purchase } = await context.database.together(db, {
    activity: piece("behaviour", async (own) => ({ measures: await activityMeasures(own) })),
    purchase: piece("purchase", purchasePart),
  })
  // PostgreSQL reads for one piece while this process counts for another.
  const { sessions, events, states, clicks, people } = await context.database.together(db, {
    sessions: piece("behaviour", (own) => sessionSections(own, pathOf)),
    events: piece("behaviour", (own) => eventPiece(own, pathOf)),
    states: piece("attributes", stateSections),
    clicks: piece("behaviour", clickSection),
    people: piece("attributes", peopleSections),
  })
  const whole = withDifferences({
    ...head,
    behaviour: {
      ...activity,
      sections: inBehaviourOrder([...sessions.sections, ...events.sections, ...clicks.sections]),
      flow: events.flow,
    },
    attributes: { measures: [], sections: [...states.sections, ...people.sections] },
    purchase,
  })
  tell?.({ whole })
  return whole
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
