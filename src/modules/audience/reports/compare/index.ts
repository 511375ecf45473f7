import type { SegmentComparison, SegmentFlows, SegmentOverlap } from "../../../../contract"
import { readHidden } from "../../identity"
import type { ProfileSet } from "../../lib/bitmap"
import { addDays, dayStart } from "../../lib/clock"
import type { Transaction } from "../../lib/database"
import type { Membership } from "../../membership"
import type { Segments } from "../../segments"
import type { StageContext } from "../../stage"
import { activeSince } from "../overview"
import { historiesOf } from "./flows"
import { flowMatrix, placedMatrix } from "./flow-matrix"
import { comparedMeasures, sizeMeasures } from "./measures"
import { disposeAll, namedSegments, withoutHidden } from "./named-segments"
import { overlapOf } from "./overlap"
import { compareScope, type CompareDays } from "./scope"
import { comparedSections, inSectionOrder } from "./sections"
import { compareSums } from "./sums"

/** Several segments beside each other; days are those of the shop's zone, both included. Two to eight segments, in the order of the ids. */
export interface Comparisons {
  /** Every measure of each segment and of everybody. @throws not_found */
  compare(ids: readonly string[], from: string, to: string): Promise<SegmentComparison>
  /** Who is in which of the segments, now or at the end of a past day. @throws not_found */
  overlap(ids: readonly string[], to?: string): Promise<SegmentOverlap>
  /** Who was where at the end of one day and is where at the end of another. @throws not_found */
  flows(ids: readonly string[], from: string, to: string): Promise<SegmentFlows>
}

export function createComparisons(
  context: StageContext,
  segments: Segments,
  membership: Membership,
  moment: <Answer>(read: (tx: Transaction) => Promise<Answer>) => Promise<Answer>
): Comparisons {
  const { database, clock, options } = context
  const endOf = (day: string): Date => dayStart(addDays(day, 1), options.timeZone)
  const now = (ids: readonly string[]): Promise<ProfileSet[]> => Promise.all(ids.map((id) => membership.members(id)))
  const at = async (ids: readonly string[], day: string): Promise<ProfileSet[]> =>
    withoutHidden(await Promise.all(ids.map((id) => membership.membersAt(id, endOf(day)))), await readHidden(database))

  return {
    async compare(ids, from, to) {
      const days: CompareDays = { fromDay: from, toDay: to, start: dayStart(from, options.timeZone), end: endOf(to) }
      const named = await namedSegments(segments, ids)
      const movements = await Promise.all(ids.map((id) => movementOf(membership, id, days)))
      const sets = await now(ids)
      try {
        return await moment(async (tx) => {
          const scope = await compareScope(tx, sets, days)
          const { sums, visits, states, bought } = await database.together(tx, {
            sums: (own) => compareSums({ ...scope, db: own }, activeSince(clock.now())),
            ...comparedSections(scope),
          })
          const [members, ...others] = comparedMeasures(sums.segments, sums.all)
          if (!members) throw new Error("the number of members is a measure")
          const shares = scope.sizes.map((size) => (scope.total > 0 ? size / scope.total : null))
          return {
            ...{ from, to, total: scope.total, currency: options.currency, time_zone: options.timeZone },
            segments: named.map(({ id, name }, place) => ({ id, name, members: scope.sizes[place] ?? 0 })),
            measures: [members, ...sizeMeasures(shares, movements), ...others],
            sections: inSectionOrder([...visits, ...states, ...bought]),
          }
        })
      } finally {
        disposeAll(sets)
      }
    },
    async overlap(ids, to) {
      const named = await namedSegments(segments, ids)
      const sets = to === undefined ? withoutHidden(await now(ids), await readHidden(database)) : await at(ids, to)
      try {
        return overlapOf(sets.map((members, place) => ({ id: ids[place] ?? "", name: named[place]?.name ?? "", members })))
      } finally {
        disposeAll(sets)
      }
    },
    async flows(ids, from, to) {
      const named = await namedSegments(segments, ids)
      const histories = await historiesOf(database, ids, endOf(from), endOf(to))
      const before = await at(ids, from)
      const after = await at(ids, to)
      try {
        const sized = named.map(({ id, name }, place) => ({
          ...{ id, name, members_from: before[place]?.size ?? 0, members_to: after[place]?.size ?? 0 },
          ...(histories[place] ?? { since: null, redefined_at: null }),
        }))
        return { from, to, segments: sized, matrix: flowMatrix(before, after), placed: placedMatrix(before, after) }
      } finally {
        disposeAll([...before, ...after])
      }
    },
  }
}

async function movementOf(membership: Membership, id: string, { start, end }: CompareDays): Promise<{ entered: number; left: number }> {
  const { entered, left } = await membership.changes(id, start, end)
  const movement = { entered: entered.size, left: left.size }
  disposeAll([entered, left])
  return movement
}
