import type { Segments } from "../segments"
import type { StageContext } from "../stage"
import { createEvaluator } from "./evaluator"
import { changesBetween, trendOf } from "./history"
import { createMirror } from "./mirror"
import { storedMembers } from "./stored-members"
import type { Membership } from "./types"

export type { Membership, ProfileMembership } from "./types"

export function createMembership(context: StageContext, segments: Segments): Membership {
  const evaluator = createEvaluator(context, segments)
  const mirror = createMirror(context)
  return {
    tick: () => evaluator.tick(),
    forget: () => evaluator.forget(),
    evaluate: (segmentId) => evaluator.evaluateOnce(segmentId),
    members: (segmentId) => storedMembers(context.database, segmentId),
    segmentsOf: (profileId, options) => mirror.segmentsOf(profileId, options?.publishedOnly ?? false),
    trend: (segmentId, from, to, interval) => trendOf(context, segmentId, { from, to, interval }),
    changes: (segmentId, from, to) => changesBetween(context.database, segmentId, from, to),
  }
}
