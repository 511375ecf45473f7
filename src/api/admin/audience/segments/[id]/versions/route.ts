import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentVersion } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"
import { tellingOf } from "../../../telling"

/** The definitions a segment has had, newest first, and what each changed. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ versions: SegmentVersion[] }>): Promise<void> {
  res.json({ versions: await stagesOf(req).segments.versions(req.params.id ?? "", await tellingOf(req)) })
}
