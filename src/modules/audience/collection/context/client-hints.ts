import type { ClientHints } from "./device"

type Headers = Record<string, string | string[] | undefined>

/** Client hints that the tag collected, completed by those in the headers. Wrong types are left out: hints only refine. */
export function readClientHints(fromTag: Record<string, unknown> | undefined, headers: Headers): ClientHints {
  return { ...fromHeaders(headers), ...(fromTag ? fromBody(fromTag) : {}) }
}

/** Whether a hint names a browser that runs without a screen. */
export function isHeadless(hints: ClientHints): boolean {
  return hints.brands?.some(({ brand }) => brand.toLowerCase().includes("headless")) ?? false
}

function fromHeaders(headers: Headers): ClientHints {
  const brands = single(headers["sec-ch-ua-full-version-list"]) ?? single(headers["sec-ch-ua"])
  const mobile = single(headers["sec-ch-ua-mobile"])
  const platform = unquoted(headers["sec-ch-ua-platform"])
  const platformVersion = unquoted(headers["sec-ch-ua-platform-version"])
  return {
    ...(brands
      ? { brands: [...brands.matchAll(/"([^"]*)";\s*v="([^"]*)"/g)].map(([, brand = "", version = ""]) => ({ brand, version })) }
      : {}),
    ...(mobile ? { mobile: mobile === "?1" } : {}),
    ...(platform ? { platform } : {}),
    ...(platformVersion ? { platformVersion } : {}),
  }
}

function fromBody(hints: Record<string, unknown>): ClientHints {
  const brands = brandsOf(hints.fullVersionList) ?? brandsOf(hints.brands)
  const formFactors = hints.formFactors ?? hints.formFactor
  return {
    ...(brands ? { brands } : {}),
    ...(typeof hints.mobile === "boolean" ? { mobile: hints.mobile } : {}),
    ...(typeof hints.platform === "string" && hints.platform ? { platform: hints.platform } : {}),
    ...(typeof hints.platformVersion === "string" && hints.platformVersion ? { platformVersion: hints.platformVersion } : {}),
    ...(Array.isArray(formFactors) ? { formFactors: formFactors.filter((one) => typeof one === "string") } : {}),
    ...(typeof hints.maxTouchPoints === "number" ? { maxTouchPoints: hints.maxTouchPoints } : {}),
  }
}

function brandsOf(value: unknown): ClientHints["brands"] {
  if (!Array.isArray(value)) return undefined
  return value.flatMap((one: unknown) => {
    const { brand, version } = (one ?? {}) as Record<string, unknown>
    return typeof brand === "string" && typeof version === "string" ? [{ brand, version }] : []
  })
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header
}

function unquoted(header: string | string[] | undefined): string | undefined {
  return single(header)?.replaceAll('"', "").trim() || undefined
}
