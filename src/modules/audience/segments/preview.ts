import type { FieldSet } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { StageContext } from "../stage"
import { KeptConditions } from "./condition-cache"
import { evaluateWithSegments, type ConditionReader } from "./evaluate-once"
import { ProfileChanges } from "./profile-changes"
import type { Evaluable, Segment } from "./types"

const MAX_AGE_MS = 10_000

/**
 * Counts rules while they are edited, keeping the conditions of the last seconds.
 *
 * Who there is, is known exactly: whoever came, was merged or was erased since is looked at anew. Only what those who
 * stayed did in these seconds may be missing.
 *
 * One after the other: the next preview may replace the sets that this one reads.
 */
export function createPreviews(context: StageContext) {
  const kept = new KeptConditions(context, MAX_AGE_MS)
  const changes = new ProfileChanges(context.database)
  let last: Promise<unknown> = Promise.resolve()
  let clearing: NodeJS.Timeout | undefined

  async function run(what: Evaluable, fields: FieldSet, segments: readonly Segment[]): Promise<{ members: ProfileSet; total: number }> {
    const now = context.clock.now()
    clearTimeout(clearing)
    try {
      const changed = await changes.look()
      if (changed) kept.touch(changed)
      else kept.clear()
      const everybody = await kept.everybody(now)
      changes.remember(everybody.set)
      const reader: ConditionReader = {
        everybody: () => Promise.resolve(everybody),
        answer: (question) => kept.answer(question, now),
        manual: (segmentId, kind) => kept.manual(segmentId, kind, now),
      }
      const { members } = await evaluateWithSegments(what, { fields, segments, reader })
      kept.sweep()
      return { members, total: everybody.set.size }
    } finally {
      clearing = setTimeout(forget, MAX_AGE_MS).unref()
    }
  }

  function forget(): void {
    kept.clear()
    changes.forget()
  }

  return {
    preview(what: Evaluable, fields: FieldSet, segments: readonly Segment[]): Promise<{ members: ProfileSet; total: number }> {
      const result = last.then(() => run(what, fields, segments))
      last = result.catch(() => undefined)
      return result
    },
  }
}
