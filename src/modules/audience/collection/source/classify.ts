import { findSiteByHost, findSiteByName, isReturningHost } from "./find-site"
import type { KnownSite, SiteKind } from "./known-sites"

export type Channel =
  | "direct"
  | "organic_search"
  | "paid_search"
  | "organic_social"
  | "paid_social"
  | "ai_assistant"
  | "email"
  | "affiliate"
  | "display"
  | "referral"
  | "other"

/** Where a visit came from. */
export interface TrafficSource {
  source: string
  medium: string
  channel: Channel
  campaign: string | null
  term: string | null
  content: string | null
  referrerHost: string | null
}

const MEDIUM: Record<SiteKind, string> = { search: "organic", social: "social", ai: "ai", email: "email" }
const CHANNEL: Record<SiteKind, Channel> = { search: "organic_search", social: "organic_social", ai: "ai_assistant", email: "email" }

/** Click ids that ad networks append, with the site they say the click was on. */
const CLICK_IDS: { parameter: string; site: string; channel: Channel }[] = [
  { parameter: "gclid", site: "google", channel: "paid_search" },
  { parameter: "gbraid", site: "google", channel: "paid_search" },
  { parameter: "wbraid", site: "google", channel: "paid_search" },
  { parameter: "msclkid", site: "bing", channel: "paid_search" },
  { parameter: "fbclid", site: "facebook", channel: "paid_social" },
  { parameter: "ttclid", site: "tiktok", channel: "paid_social" },
]

const PAID = /^(?:cpc|ppc|cpv|cpa|paid|sem|retargeting|remarketing|paid[-_ ]?search)$/
const PAID_SOCIAL = /^(?:paid[-_ ]?social|social[-_ ]?paid|social[-_ ]?ads?)$/
const DISPLAY = /^(?:display|banner|cpm|interstitial|expandable|programmatic)$/
const EMAIL = /^(?:e[-_ ]?mail|newsletter|mailing)$/
const AFFILIATE = /^(?:affiliates?|partners?)$/
const SOCIAL = /^(?:social|social[-_ ]?(?:network|media)|sm|organic[-_ ]?social)$/
const AI = /^(?:ai|ai[-_ ]?assistant|llm|chatbot)$/
const NOTHING = /^(?:none|\(none\)|\(not set\)|)$/

/**
 * Source, medium and channel of an arrival; null for a page that was reached from within the
 * shop or from nowhere, without a campaign: such an event says nothing about the source.
 *
 * @param referrerHost host of the referrer in lower case, null without one
 * @param pageHost host of the page itself
 */
export function classifySource(
  parameters: URLSearchParams | null,
  referrerHost: string | null,
  pageHost: string | null
): TrafficSource | null {
  const external = referrerHost !== null && !isSameSite(referrerHost, pageHost) && !isReturningHost(referrerHost) ? referrerHost : null
  const utm = (name: string): string | null => textOf(parameters?.get(`utm_${name}`))
  const utmSource = utm("source")?.toLowerCase() ?? null
  const utmMedium = utm("medium")?.toLowerCase() ?? null
  const campaign = utm("campaign")
  const term = utm("term")
  const content = utm("content")
  const click = parameters === null ? undefined : CLICK_IDS.find(({ parameter }) => parameters.get(parameter))
  if (external === null && !click && !utmSource && !utmMedium && !campaign && !term && !content) return null

  const referringSite = external === null ? undefined : findSiteByHost(external)
  // An ad on Instagram carries Facebook's click id: the referrer knows better.
  const clickedSite = click && referringSite?.kind !== "social" ? click.site : referringSite?.name
  const source = utmSource ?? (click ? clickedSite : undefined) ?? referringSite?.name ?? external ?? "direct"
  const site = utmSource === null ? (click && clickedSite ? findSiteByName(clickedSite) : referringSite) : findSiteByName(utmSource)
  const medium = utmMedium ?? (click ? "cpc" : site ? MEDIUM[site.kind] : external !== null ? "referral" : "none")
  const channel = click && !utmMedium ? click.channel : channelOf(medium, source, site)
  return { source, medium, channel, campaign, term, content, referrerHost: external }
}

function channelOf(medium: string, source: string, site: KnownSite | undefined): Channel {
  if (PAID_SOCIAL.test(medium)) return "paid_social"
  if (PAID.test(medium)) return site?.kind === "social" ? "paid_social" : "paid_search"
  if (DISPLAY.test(medium)) return "display"
  if (EMAIL.test(medium) || EMAIL.test(source)) return "email"
  if (AFFILIATE.test(medium)) return "affiliate"
  if (site) return CHANNEL[site.kind]
  if (SOCIAL.test(medium)) return "organic_social"
  if (AI.test(medium)) return "ai_assistant"
  if (medium === "organic") return "organic_search"
  if (medium === "referral") return "referral"
  return source === "direct" && NOTHING.test(medium) ? "direct" : "other"
}

/** The shop's own pages, with or without `www.`; a subdomain is the shop's too when one host ends with the other. */
function isSameSite(referrerHost: string, pageHost: string | null): boolean {
  if (pageHost === null) return false
  const from = referrerHost.replace(/^www\./, "")
  const to = pageHost.replace(/^www\./, "")
  return from === to || from.endsWith(`.${to}`) || to.endsWith(`.${from}`)
}

const LONGEST = 256

function textOf(value: string | null | undefined): string | null {
  const text = value?.trim().slice(0, LONGEST)
  return text ? text : null
}
