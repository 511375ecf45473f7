import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { backfillProgress, requestBackfill, runBackfill } from "../../../../workflows/facts"

/** How far the backfill is; null before the first. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ backfill: await backfillProgress(req.scope) })
}

/** Starts a backfill unless one runs; answers at once, GET tells how far it is. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const backfill = await requestBackfill(req.scope)
  const logger = req.scope.resolve(ContainerRegistrationKeys.LOGGER)
  void runBackfill(req.scope).catch((error: Error) => logger.error(`audience: backfill failed: ${error.message}`))
  res.status(202).json({ backfill })
}
