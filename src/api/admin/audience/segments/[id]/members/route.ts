import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentMembersResult } from "../../../../../../contract"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { decideMembers } from "../../../decide-members"
import { segmentMembers, segmentMembersQuery } from "../../../schemas"
import { tellingOf } from "../../../telling"

/** One page of a segment's members with the requested fields as columns. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stagesOf(req).reports.members(req.params.id ?? "", parse(segmentMembersQuery, req.query)))
}

/** Adds people by hand, excludes them, or takes that back; answers the segment computed. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<SegmentMembersResult>): Promise<void> {
  const input = parse(segmentMembers, req.body)
  res.json(await decideMembers(stagesOf(req), req.params.id ?? "", input, { by: req.auth_context.actor_id, telling: await tellingOf(req) }))
}
