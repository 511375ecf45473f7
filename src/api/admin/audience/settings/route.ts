import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { Modules } from "@medusajs/framework/utils"
import type { AudienceSettings } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { updateSettings } from "../schemas"

/** The options the plugin runs with, the keys a storefront may use, and whether events arrive. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AudienceSettings>): Promise<void> {
  res.json(await settings(req))
}

/** Changes what can be set without a restart; the options are the shop's configuration. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<AudienceSettings>): Promise<void> {
  const { internal_email_domains: domains } = parse(updateSettings, req.body)
  if (domains) await stagesOf(req).identity.setInternalDomains(domains)
  res.json(await settings(req))
}

async function settings(req: AuthenticatedMedusaRequest): Promise<AudienceSettings> {
  const { options, reports, identity } = stagesOf(req)
  const [keys, activity, recorded, domains] = await Promise.all([
    req.scope.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" }, { order: { created_at: "ASC" }, take: 1000 }),
    reports.activity(),
    reports.recorded(),
    identity.internalDomains(),
  ])
  return {
    time_zone: options.timeZone,
    currency: options.currency,
    cart_abandoned_after_minutes: options.cartAbandonedAfterMinutes,
    session_timeout_minutes: options.sessionTimeoutMinutes,
    consent: options.consent,
    retention: { events: options.retention.events, profiles_inactive: options.retention.profilesInactive },
    internal_email_domains: domains,
    publishable_keys: keys.filter((key) => !key.revoked_at).map(({ id, title, token }) => ({ id, title, token })),
    ...recorded,
    ...activity,
  }
}
