import { getTimezone } from "countries-and-timezones"

export interface Place {
  country?: string
  region?: string
  city?: string
}

type Headers = Record<string, string | string[] | undefined>

export interface GeoHeaders {
  country: string
  region?: string | undefined
  city?: string | undefined
}

/** What Cloudflare writes for an unknown country and for Tor. */
const NO_COUNTRY = new Set(["XX", "T1"])

/**
 * Country (ISO 3166-1, upper case), region and city from the CDN's headers where the options
 * name them, else the country of the browser's time zone. The IP address is not looked at.
 */
export function readPlace(timeZone: string | undefined, headers: Headers, geoHeaders: GeoHeaders | undefined): Place {
  const country = geoHeaders ? headerText(headers, geoHeaders.country)?.toUpperCase() : undefined
  if (geoHeaders && country && /^[A-Z]{2}$/.test(country) && !NO_COUNTRY.has(country)) {
    const region = headerText(headers, geoHeaders.region)
    const city = headerText(headers, geoHeaders.city)
    return { country, ...(region ? { region } : {}), ...(city ? { city } : {}) }
  }
  const ofZone = countryOfTimeZone(timeZone)
  return ofZone ? { country: ofZone } : {}
}

function countryOfTimeZone(timeZone: string | undefined): string | undefined {
  // The zone's own country comes first in the list, others that share its rules behind.
  return timeZone ? getTimezone(timeZone)?.countries[0] : undefined
}

/** CDNs send names percent-encoded or as UTF-8, which Node reads as Latin-1. */
function headerText(headers: Headers, name: string | undefined): string | undefined {
  const header = name === undefined ? undefined : headers[name.toLowerCase()]
  const text = (Array.isArray(header) ? header[0] : header)?.trim()
  if (!text) return undefined
  const utf8 = Buffer.from(text, "latin1").toString("utf8")
  const plain = utf8.includes("\ufffd") ? text : utf8
  try {
    return decodeURIComponent(plain)
  } catch {
    return plain
  }
}
