import sql, { join } from "sql-template-tag"
import type { RuleCondition } from "../../../../contract"
import { UNIT_MS } from "../../families"
import type { StageContext } from "../../stage"
import { earlier } from "../answer"
import { compileQuestion, type Question } from "../question"
import type { Course } from "./next-change"

/** How far ahead an answer is followed: two years, as far as windows reach. */
const FARTHEST_MS = 732 * UNIT_MS.day
/** What may still happen to a figure after the last fact has left its window, such as a cart that is abandoned late. */
const AFTER_WINDOW_MS = 31 * UNIT_MS.day

/** The instant up to which an answer is followed. */
export function farthest(now: Date, within?: RuleCondition["within"]): Date {
  const length = within && "last" in within ? within.last * UNIT_MS[within.unit] + AFTER_WINDOW_MS : FARTHEST_MS
  return new Date(now.getTime() + Math.min(length, FARTHEST_MS))
}

/** One condition over time for one profile, out of the statements that the list is made from. */
export function conditionCourse(question: Question, context: StageContext, profileId: number, now: Date): Course {
  const compiled = (at: Date) => compileQuestion(question, context, at, [profileId])
  return {
    end: farthest(now, question.condition.within),
    async holds(instants) {
      const asked = instants.map(
        (at, index) =>
          sql`select ${index}::int as index where exists (select 1 from (${compiled(at).statement}) c where c.profile_id = ${profileId})`
      )
      const rows = await context.database.rows<{ index: number }>(join(asked, " union all "))
      const found = new Set(rows.map(({ index }) => index))
      return instants.map((_, index) => found.has(index) !== question.positive.complement)
    },
    async turn(after) {
      const { until, untilQuery } = compiled(after)
      const [row] = untilQuery ? await context.database.rows<{ at: Date | null }>(untilQuery) : []
      return earlier(until ?? null, row?.at ?? null)
    },
  }
}
