import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { TemplateCounts } from "../../../../../contract"
import { stagesOf } from "../../../../stages"
import { asksForLines, sendLines } from "../../send-lines"

/**
 * How many people each of the catalogue's templates would hold now; as `application/x-ndjson` each as soon as it is counted, since
 * all of them take a large shop seconds. Apart from the catalogue, which every page asks for and which must not wait for it.
 */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { segments } = stagesOf(req)
  if (asksForLines(req)) return sendLines<TemplateCounts>(req, res, (write) => segments.templateCounts(write))
  res.json(await segments.templateCounts())
}
