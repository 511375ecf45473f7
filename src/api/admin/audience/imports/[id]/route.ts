import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ImportDto } from "../../../../../contract"
import { languageOf } from "../../../../language"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { importIn } from "../../reasons"
import { startImport } from "../schemas"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ import: ImportDto }>): Promise<void> {
  res.json({ import: importIn(languageOf(req), await stagesOf(req).imports.get(req.params.id ?? "")) })
}

/** Checks an uploaded file again, perhaps under another mapping, or carries it out. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ import: ImportDto }>): Promise<void> {
  const { mapping, dry_run: dryRun } = parse(startImport, req.body ?? {})
  const change = { ...(mapping ? { mapping } : {}), ...(dryRun === undefined ? {} : { dryRun }) }
  res.json({ import: importIn(languageOf(req), await stagesOf(req).imports.start(req.params.id ?? "", change)) })
}
