import { MedusaError } from "@medusajs/framework/utils"
import type { SegmentMembersInput, SegmentMembersResult } from "../../../contract"
import type { Audience, Telling } from "../../../modules/audience"
import { evaluatedSegment } from "./segment-dto"

const LISTS = ["add", "remove", "exclude"] as const

/**
 * Carries out what was decided by hand about people of a segment, all of it or nothing.
 *
 * @throws MedusaError `invalid_data` with the place of the first id that names nobody, or that is in two lists
 */
export async function decideMembers(
  audience: Audience,
  segmentId: string,
  input: SegmentMembersInput,
  { by, telling }: { by: string; telling: Telling }
): Promise<SegmentMembersResult> {
  const { id } = await audience.segments.get(segmentId)
  const { decisions, nameOf } = await resolved(audience, input)
  const decided = await audience.membership.decide(id, decisions, by)
  const named = (profiles: readonly number[]): string[] => profiles.flatMap((profile) => nameOf.get(profile) ?? [])
  return {
    segment: await evaluatedSegment(audience, id, telling),
    added: decided.added.length,
    removed: decided.removed.length,
    excluded: decided.excluded.length,
    unchanged: decided.unchanged,
    undo: { add: named(decided.undo.add), remove: named(decided.undo.remove), exclude: named(decided.undo.exclude) },
  }
}

interface Resolved {
  decisions: Record<(typeof LISTS)[number], number[]>
  /** The public id that each profile was named by. */
  nameOf: Map<number, string>
}

async function resolved({ identity, database }: Audience, input: SegmentMembersInput): Promise<Resolved> {
  const named = LISTS.flatMap((list) => (input[list] ?? []).map((id, index) => ({ list, id, place: `${list}[${index}]` })))
  if (named.length === 0) throw invalid("add: name at least one person in add, remove or exclude")
  const found = await identity.findProfiles(database, "id", [...new Set(named.map(({ id }) => id))])
  const placeOf = new Map<number, (typeof named)[number]>()
  for (const one of named) {
    const profile = found.get(one.id)
    if (profile === undefined) throw invalid(`${one.place}: ${JSON.stringify(one.id)} is not the id of a profile`)
    const before = placeOf.get(profile)
    if (before && before.list !== one.list) throw invalid(`${one.place}: is the same person as ${before.place}`)
    placeOf.set(profile, before ?? one)
  }
  const listed = (wanted: string): number[] => [...placeOf].filter(([, { list }]) => list === wanted).map(([profile]) => profile)
  return {
    decisions: { add: listed("add"), remove: listed("remove"), exclude: listed("exclude") },
    nameOf: new Map([...placeOf].map(([profile, { id }]) => [profile, id])),
  }
}

const invalid = (message: string): Error => new MedusaError(MedusaError.Types.INVALID_DATA, message)
