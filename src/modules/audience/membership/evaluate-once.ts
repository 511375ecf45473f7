import type { Segments } from "../segments"
import type { StageContext } from "../stage"
import { nextEvaluation } from "./evaluation-number"
import { saveFailure, saveMembers } from "./save-members"

/** Computes one segment from scratch and stores the result, or the failure; an archived one stays as it is. @throws not_found */
export async function evaluateOnce(context: StageContext, segments: Segments, segmentId: string): Promise<void> {
  const { database, clock, options, log } = context
  const segment = await segments.get(segmentId)
  if (segment.archived_at) return
  const evaluation = await nextEvaluation(database)
  const at = clock.now()
  try {
    const { members } = await segments.evaluate(segment, { now: at })
    try {
      await saveMembers(database, options.timeZone, [{ segmentId, version: segment.version, members, evaluation, at }])
    } finally {
      members.dispose()
    }
  } catch (error) {
    log.warn(`audience: segment "${segment.name}" could not be evaluated: ${(error as Error).message}`)
    await saveFailure(database, segmentId, error as Error, at)
  }
}
