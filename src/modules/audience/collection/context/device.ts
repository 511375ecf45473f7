import { UAParser } from "ua-parser-js"

/** What is told of the device behind a request; unknown parts are left out. */
export interface Device {
  device_type?: "desktop" | "mobile" | "tablet" | "tv" | "other"
  browser?: string
  browser_version?: string
  os?: string
  os_version?: string
}

/** Client hints, from the request's headers or from the tag; see https://wicg.github.io/ua-client-hints/ */
export interface ClientHints {
  mobile?: boolean
  platform?: string
  platformVersion?: string
  brands?: { brand: string; version: string }[]
  formFactors?: string[]
  maxTouchPoints?: number
}

const DESKTOP_SYSTEMS = new Set(["Windows", "macOS", "Linux", "ChromeOS", "Ubuntu", "Debian", "Fedora", "FreeBSD"])
const SYSTEM_NAMES: Record<string, string> = { "Mac OS": "macOS", "Chromium OS": "ChromeOS", "Chrome OS": "ChromeOS" }
const BRANDS: Record<string, string> = {
  "Google Chrome": "Chrome",
  "Microsoft Edge": "Edge",
  Opera: "Opera",
  "Samsung Internet": "Samsung Internet",
}
const FORM_FACTORS: Record<string, Device["device_type"]> = { tablet: "tablet", mobile: "mobile", desktop: "desktop", tv: "tv" }

/**
 * Device type, browser and operating system from the user agent, corrected by client hints:
 * browsers freeze the user agent's versions and Windows 11 calls itself 10 there.
 *
 * Versions are cut to what people compare: the browser's major one, two parts of the system's.
 */
export function readDevice(userAgent: string, hints: ClientHints): Device {
  const { browser, os, device } = new UAParser(userAgent).getResult()
  const brand = hints.brands?.find((one) => BRANDS[one.brand])
  const system = systemName(hints.platform) ?? systemName(os.name)
  return withoutBlanks({
    device_type: deviceType(device.type, system, hints, userAgent),
    browser: browserName(browser.name) ?? (brand && BRANDS[brand.brand]),
    browser_version: (brand?.version ?? browser.version)?.split(".")[0],
    os: system,
    os_version: systemVersion(system, hints) ?? os.version?.split(".").slice(0, 2).join("."),
  })
}

function deviceType(parsed: string | undefined, system: string | undefined, hints: ClientHints, userAgent: string): Device["device_type"] {
  const factor = hints.formFactors?.map((one) => FORM_FACTORS[one.toLowerCase()]).find(Boolean)
  if (factor) return factor
  if (parsed === "mobile" || parsed === "tablet") return parsed
  if (parsed === "smarttv") return "tv"
  if (parsed) return "other"
  if (hints.mobile) return "mobile"
  // An iPad says that it is a Mac; no Mac has a touch screen.
  if (system === "macOS" && (hints.maxTouchPoints ?? 0) > 1) return "tablet"
  if (system === "Android") return /\bmobile\b/i.test(userAgent) ? "mobile" : "tablet"
  return system && DESKTOP_SYSTEMS.has(system) ? "desktop" : "other"
}

function systemName(name: string | undefined): string | undefined {
  return name ? (SYSTEM_NAMES[name] ?? name) : undefined
}

function systemVersion(system: string | undefined, { platformVersion }: ClientHints): string | undefined {
  if (!platformVersion) return undefined
  const [major = 0, minor] = platformVersion.split(".").map(Number)
  if (Number.isNaN(major)) return undefined
  // Microsoft: platformVersion 13 and above is Windows 11, 1 to 12 is Windows 10, 0 is older.
  if (system === "Windows") return major >= 13 ? "11" : major > 0 ? "10" : undefined
  return minor ? `${major}.${minor}` : `${major}`
}

function browserName(name: string | undefined): string | undefined {
  return name?.replace(/^Mobile /, "").replace(/^Chrome (?:WebView|Headless)$/, "Chrome")
}

function withoutBlanks(device: Device): Device {
  return Object.fromEntries(Object.entries(device).filter(([, value]) => value)) as Device
}
