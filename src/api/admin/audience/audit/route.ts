import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AuditEntry } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { auditQuery } from "../schemas"

interface AuditPage {
  audit: AuditEntry[]
  count: number
  offset: number
  limit: number
}

/** Who exported, erased or shared people's data, newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AuditPage>): Promise<void> {
  const query = parse(auditQuery, req.query)
  const { entries, count } = await stagesOf(req).privacy.auditLog(query)
  res.json({ audit: entries, count, offset: query.offset, limit: query.limit })
}
