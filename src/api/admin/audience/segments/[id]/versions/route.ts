import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentVersion } from "../../../../../../contract"
import { languageOf } from "../../../../../language"
import { stagesOf } from "../../../../../stages"

/** The definitions a segment has had, newest first, and what each changed. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ versions: SegmentVersion[] }>): Promise<void> {
  res.json({ versions: await stagesOf(req).segments.versions(req.params.id ?? "", languageOf(req)) })
}
