import type { Rollups } from "../rollups"
import type { Segments } from "../segments"
import type { StageContext } from "../stage"
import { evaluateOnce } from "./evaluate-once"
import { createEvaluator } from "./evaluator"
import { changesBetween } from "./changes"
import { membersAt } from "./members-at"
import { membersOn } from "./members-on"
import { historyOf } from "./profile-history"
import { forgetProfiles } from "./forget-profiles"
import { decide } from "./decide"
import { explain } from "./explain"
import { createSegmentsOf } from "./segments-of"
import { storedMembers } from "./stored-members"
import { trendOf } from "./trend"
import type { Membership } from "./types"

export type { Decided, Decisions, Membership, ProfileMembership } from "./types"

export function createMembership(context: StageContext, rollups: Rollups, segments: Segments): Membership {
  const evaluator = createEvaluator(context, segments)
  return {
    tick: () => evaluator.tick(),
    forget: () => evaluator.forget(),
    forgetProfiles: (profileIds, since = null) => forgetProfiles(context, profileIds, since),
    evaluate: (segmentId) => evaluateOnce(context, segments, segmentId),
    members: (segmentId) => storedMembers(context.database, segmentId),
    membersAt: (segmentId, at) => membersAt(context.database, segmentId, at),
    membersOn: (segmentId, day) => membersOn(context, segmentId, day),
    segmentsOf: createSegmentsOf(context),
    trend: (segmentId, from, to, interval) => trendOf(context, segmentId, { from, to, interval }),
    decide: (segmentId, decisions, by, tx) => decide(context, rollups, segmentId, decisions, by, tx),
    explain: (segmentId, profileId, telling) => explain(context, segments, segmentId, profileId, telling),
    historyOf: (profileId, query) => historyOf(context.database, profileId, query),
    changes: (segmentId, from, to) => changesBetween(context.database, segmentId, from, to),
  }
}
