import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentVersion } from "../../../../../../contract"
import { languageOf } from "../../../../../language"
import { stagesOf } from "../../../../../stages"

/** The definitions a segment has had, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ versions: SegmentVersion[] }>): Promise<void> {
  const { segments, reports } = stagesOf(req)
  const { id } = await segments.get(req.params.id ?? "")
  const versions = await reports.versions(id)
  res.json({
    versions: await Promise.all(
      versions.map(async ({ created_at, ...version }) => ({
        ...version,
        rule_text: await segments.ruleText(version.rule, languageOf(req)),
        created_at: created_at.toISOString(),
      }))
    ),
  })
}
