import { createHash, timingSafeEqual } from "node:crypto"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../stages"

// Digests have one length, which comparing in constant time asks for.
const digest = (text: string): Buffer => createHash("sha256").update(text).digest()

/** Health in Prometheus' text format, for whoever has the option's token. Without the option there is nothing here. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { options, reports } = stagesOf(req)
  if (!options.metricsToken) {
    res.status(404).json({ type: "not_found", message: "Metrics are off: set the plugin's option metricsToken" })
    return
  }
  const given = /^Bearer (.+)$/i.exec(req.headers.authorization ?? "")?.[1] ?? ""
  if (!timingSafeEqual(digest(given), digest(options.metricsToken))) {
    res.setHeader("www-authenticate", "Bearer")
    res.status(401).json({ type: "unauthorized", message: "authorization: must be Bearer and the option metricsToken" })
    return
  }
  res.setHeader("cache-control", "no-store")
  res.type("text/plain; version=0.0.4; charset=utf-8").send(await reports.metrics())
}
