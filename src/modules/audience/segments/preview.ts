import type { FieldSet } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { StageContext } from "../stage"
import { KeptConditions } from "./condition-cache"
import { evaluateWithSegments, type ConditionReader } from "./evaluate-once"
import type { Evaluable, Segment } from "./types"

const MAX_AGE_MS = 10_000

/**
 * Counts rules while they are edited, keeping the conditions of the last seconds.
 *
 * One after the other: the next preview may replace the sets that this one reads.
 */
export function createPreviews(context: StageContext) {
  const kept = new KeptConditions(context, MAX_AGE_MS)
  let last: Promise<unknown> = Promise.resolve()
  let clearing: NodeJS.Timeout | undefined

  async function run(what: Evaluable, fields: FieldSet, segments: readonly Segment[]): Promise<{ members: ProfileSet; total: number }> {
    const now = context.clock.now()
    clearTimeout(clearing)
    try {
      const everybody = await kept.everybody(now)
      const reader: ConditionReader = {
        everybody: () => Promise.resolve(everybody),
        answer: (question) => kept.answer(question, now),
        manual: (segmentId, kind) => kept.manual(segmentId, kind, now),
      }
      const { members } = await evaluateWithSegments(what, { fields, segments, reader })
      kept.sweep()
      return { members, total: everybody.set.size }
    } finally {
      clearing = setTimeout(() => kept.clear(), MAX_AGE_MS).unref()
    }
  }

  return {
    preview(what: Evaluable, fields: FieldSet, segments: readonly Segment[]): Promise<{ members: ProfileSet; total: number }> {
      const result = last.then(() => run(what, fields, segments))
      last = result.catch(() => undefined)
      return result
    },
  }
}
