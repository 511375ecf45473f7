import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"
import type { AudienceSettings } from "../../../../contract"
import { stagesOf } from "../../../stages"

/** The options the plugin runs with, the keys a storefront may use, and whether events arrive. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AudienceSettings>): Promise<void> {
  const { options, reports } = stagesOf(req)
  const [keys, activity] = await Promise.all([
    req.scope.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" }, { order: { created_at: "ASC" }, take: 1000 }),
    reports.activity(),
  ])
  res.json({
    time_zone: options.timeZone,
    currency: options.currency,
    cart_abandoned_after_minutes: options.cartAbandonedAfterMinutes,
    session_timeout_minutes: options.sessionTimeoutMinutes,
    consent: options.consent,
    retention: { events: options.retention.events, profiles_inactive: options.retention.profilesInactive },
    publishable_keys: keys.filter((key) => !key.revoked_at).map(({ id, title, token }) => ({ id, title, token })),
    ...activity,
  })
}
