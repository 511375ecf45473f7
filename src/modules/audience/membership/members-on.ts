import { invalidData } from "../errors"
import type { ProfileSet } from "../lib/bitmap"
import { addDays, dayOf, dayStart } from "../lib/clock"
import type { StageContext } from "../stage"
import { membersAt } from "./members-at"
import { storedMembers } from "./stored-members"

/** See {@link Membership.membersOn}. */
export function membersOn({ database, clock, options }: StageContext, segmentId: string, day: string | undefined): Promise<ProfileSet> {
  const today = dayOf(clock.now(), options.timeZone)
  if (day === undefined || day === today) return storedMembers(database, segmentId)
  if (day > today) throw invalidData(`at: ${day} is still to come; the latest day is ${today}`)
  return membersAt(database, segmentId, new Date(dayStart(addDays(day, 1), options.timeZone).getTime() - 1))
}
