import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { lastReconciliation, reconcile } from "../../../../workflows/facts"

/** What the last comparison of our copies with Medusa found and repaired. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ reconciliation: await lastReconciliation(req.scope) })
}

/** Starts a comparison of everything unless one runs; answers at once, GET tells what it found. */
export function POST(req: MedusaRequest, res: MedusaResponse): void {
  const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
  void reconcile(req.scope).catch((error: Error) => logger.error(`audience: reconciliation failed: ${error.message}`))
  res.status(202).json({})
}
