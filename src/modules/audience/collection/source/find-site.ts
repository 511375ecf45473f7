import { KNOWN_SITES, RETURNING_HOSTS, type KnownSite } from "./known-sites"

const BY_HOST = new Map(KNOWN_SITES.flatMap((site) => site.hosts.map((host) => [host, site] as const)))
const BY_NAME = new Map(KNOWN_SITES.map((site) => [site.name, site]))

/** Other names that shops put into `utm_source`. */
const ALIASES: Record<string, string> = {
  fb: "facebook",
  ig: "instagram",
  twitter: "x",
  yt: "youtube",
  openai: "chatgpt",
  adwords: "google",
}

/** Second levels below which countries register names: `google.co.uk`, `yahoo.com.br`. */
const SECOND_LEVEL = new Set(["co", "com", "net", "org", "or", "ne", "go", "edu", "gov"])

/** The longest suffix of a host that is known; `gemini.google.com` before `google.*`. */
export function findSiteByHost(host: string): KnownSite | undefined {
  const labels = host.split(".")
  for (let from = 0; from < labels.length; from++) {
    const exact = BY_HOST.get(labels.slice(from).join("."))
    if (exact) return exact
    const rest = labels.slice(-2)
    const tail = labels.length >= 3 && rest[1]?.length === 2 && SECOND_LEVEL.has(rest[0] ?? "") ? 2 : 1
    if (from < labels.length - tail) {
      const anyCountry = BY_HOST.get(`${labels.slice(from, labels.length - tail).join(".")}.*`)
      if (anyCountry) return anyCountry
    }
  }
  return undefined
}

/** The site that a `utm_source` names, by name, by a usual short form, or by host (`chatgpt.com`). */
export function findSiteByName(source: string): KnownSite | undefined {
  return BY_NAME.get(ALIASES[source] ?? source) ?? (source.includes(".") ? findSiteByHost(source) : undefined)
}

export function isReturningHost(host: string): boolean {
  const labels = host.split(".")
  return labels.some((_, from) => RETURNING_HOSTS.has(labels.slice(from).join(".")))
}
