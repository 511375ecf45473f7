const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" })
const languages = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" })

/** English name of an ISO 3166 country code; other texts stay as they are. */
export function placeName(code: string): string {
  return /^[a-z]{2}$/i.test(code) ? (regions.of(code.toUpperCase()) ?? code) : code
}

/** English name of a language tag; texts that are none stay as they are. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag
  } catch {
    return tag
  }
}
