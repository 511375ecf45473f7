import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { IMPORT_LIMITS, type ImportDto } from "../../../../contract"
import { languageOf } from "../../../language"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { importIn } from "../reasons"
import { listQuery } from "../schemas"
import { uploadQuery } from "./schemas"

const page = listQuery.omit({ q: true, order: true })

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = parse(page, req.query)
  const { imports, count } = await stagesOf(req).imports.list({ limit, offset })
  res.json({ imports: imports.map((one) => importIn(languageOf(req), one)), count, offset, limit })
}

/**
 * Takes a CSV file as the body. It is read as it arrives, and never held as a whole.
 *
 * A file that is refused half-way is still read to its end (as far as that is bearable): a
 * connection that breaks would take the reason with it.
 */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ import: ImportDto }>): Promise<void> {
  try {
    const { name, dry_run, mapping, segment_id: segmentId } = parse(uploadQuery, req.query)
    const type = req.headers["content-type"] ?? ""
    if (/multipart|json|urlencoded/i.test(type))
      throw new MedusaError(MedusaError.Types.INVALID_DATA, `content-type: must be text/csv with the file as body, not ${type}`)
    const uploaded = await stagesOf(req).imports.upload({
      name,
      file: req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
      dryRun: dry_run === "true",
      createdBy: req.auth_context.actor_id,
      ...(mapping ? { mapping } : {}),
      ...(segmentId === undefined ? {} : { segmentId }),
    })
    res.json({ import: importIn(languageOf(req), uploaded) })
  } catch (error) {
    await readToEnd(req)
    throw error
  }
}

async function readToEnd(req: AuthenticatedMedusaRequest): Promise<void> {
  let bytes = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > IMPORT_LIMITS.bytes) return
  }
}
