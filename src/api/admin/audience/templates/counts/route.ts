import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../../../stages"

/** How many people each of the catalogue's templates would hold now. Apart from the catalogue, which every page asks for and which must not wait for it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stagesOf(req).segments.templateCounts())
}
