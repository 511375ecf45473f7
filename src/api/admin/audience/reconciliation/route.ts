import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Reconciliations } from "../../../../contract"
import { reconcile, reconciliations } from "../../../../workflows/facts"

/** What the comparisons of our copies with Medusa found and repaired, the last one and those of the weeks before. */
export async function GET(req: MedusaRequest, res: MedusaResponse<Reconciliations>): Promise<void> {
  res.json(await reconciliations(req.scope))
}

/** Starts a comparison of everything unless one runs; answers at once, GET tells what it found. */
export function POST(req: MedusaRequest, res: MedusaResponse): void {
  const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
  void reconcile(req.scope).catch((error: Error) => logger.error(`audience: reconciliation failed: ${error.message}`))
  res.status(202).json({})
}
