import sql from "sql-template-tag"
import type { Evidence, RuleCondition } from "../../../../contract"
import type { FieldSet } from "../../families"
import type { StageContext } from "../../stage"
import { evaluateWithSegments, readOnce } from "../evaluate-once"
import type { Evaluation, Segment } from "../types"
import { farthest } from "./condition-course"
import type { Course } from "./next-change"

/** What a condition over other segments needs to be followed. */
export interface SegmentsInput {
  condition: RuleCondition
  fields: FieldSet
  segments: readonly Segment[]
  context: StageContext
  profileId: number
  now: Date
}

/** Whether the condition holds at an instant, and until when. */
async function at(input: SegmentsInput, condition: RuleCondition, now: Date): Promise<{ holds: boolean; until: Date | null }> {
  const reader = readOnce(input.context, now, [input.profileId])
  let evaluation: Evaluation | null = null
  try {
    evaluation = await evaluateWithSegments(condition, { fields: input.fields, segments: input.segments, reader })
    return { holds: evaluation.members.has(input.profileId), until: evaluation.validUntil }
  } finally {
    evaluation?.members.dispose()
    await reader.dispose()
  }
}

/**
 * A condition over other segments for one profile: their rules are followed, down to what they rest on.
 *
 * Whether it holds at an instant and when it turns next come out of one evaluation, which is kept: both are asked of each instant.
 */
export function segmentCourse(input: SegmentsInput): Course {
  const known = new Map<number, ReturnType<typeof at>>()
  const once = (instant: Date): ReturnType<typeof at> => {
    const answer = known.get(instant.getTime()) ?? at(input, input.condition, instant)
    known.set(instant.getTime(), answer)
    return answer
  }
  return {
    end: farthest(input.now),
    async holds(instants) {
      const answers: boolean[] = []
      for (const instant of instants) answers.push((await once(instant)).holds)
      return answers
    },
    turn: async (after) => (await once(after)).until,
  }
}

/** Which of the segments the profile is in. */
export async function segmentEvidence(input: SegmentsInput): Promise<Evidence> {
  const ids = Array.isArray(input.condition.value) ? input.condition.value.map(String) : []
  const mine: string[] = []
  for (const id of ids) {
    if ((await at(input, { field: input.condition.field, operator: "has_any", value: [id] }, input.now)).holds) mine.push(id)
  }
  const names = await input.context.database.rows<{ id: string; name: string }>(
    sql`select id, name from audience.segment where id = any(${mine}::text[]) order by lower(name), id`
  )
  return { value: mine, facts: names.map(({ id, name }) => ({ at: null, id, text: name, value: null })) }
}
