import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { BatchResult } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { saveProfiles } from "../../save-profiles"
import { profilesBatch } from "../../schemas"

/** Attributes of up to 1,000 profiles from the shop's own servers: verified values, with a result for each row. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ results: BatchResult[] }>): Promise<void> {
  const { profiles } = parse(profilesBatch, req.body)
  res.json({ results: await saveProfiles(stagesOf(req), profiles) })
}
