/** Figures as people of one language read them. */
export interface Formats {
  number(value: number): string
  /** 12,345 → "12K", for axes. */
  compact(value: number): string
  /** 0–1 as a percentage; small shares keep a digit, so that 3 of 1,000 is not "0 %". */
  percent(share: number): string
  /** Major units. */
  money(amount: number, currency?: string): string
  /** A calendar day, `YYYY-MM-DD`. */
  day(day: string): string
  /** The same without the year, for axes. */
  shortDay(day: string): string
  /** An instant in the shop's zone. */
  dateTime(iso: string): string
  /** The day of an instant in the shop's zone. */
  date(iso: string): string
  /** "5 minutes ago" */
  relative(iso: string, now?: number): string
  /** Seconds in their two largest units: "2 hr 5 min". */
  duration(seconds: number): string
}

/** Medusa names languages `enGB`, `ptBR`; Intl wants `en-GB`. An unknown one falls back to English. */
export function toLocale(language: string): string {
  const locale = language.replace(/^([a-z]{2})([A-Z]{2})$/, "$1-$2")
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en"
  } catch {
    return "en"
  }
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const

const AGO: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]

/** @param timeZone IANA name; the browser's own zone without one */
export function createFormats(language: string, timeZone?: string, currency = "eur"): Formats {
  const locale = toLocale(language)
  const number = new Intl.NumberFormat(locale)
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3, useGrouping: true })
  const percent = [0, 1, 2].map((maximumFractionDigits) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits }))
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" })
  const shortDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  const unit = (name: string, value: number): string =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit: name,
      unitDisplay: name === "day" ? "long" : "short",
      maximumFractionDigits: 0,
    }).format(value)

  return {
    number: (value) => number.format(value),
    compact: (value) => compact.format(value),
    percent: (share) => {
      const size = Math.abs(share)
      return (percent[size >= 0.1 || size === 0 ? 0 : size >= 0.01 ? 1 : 2] as Intl.NumberFormat).format(share)
    },
    money: (amount, code = currency) => new Intl.NumberFormat(locale, { style: "currency", currency: code.toUpperCase() }).format(amount),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
    shortDay: (text) => shortDay.format(new Date(`${text}T00:00:00Z`)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    date: (iso) => date.format(new Date(iso)),
    relative: (iso, now = Date.now()) => {
      const seconds = (new Date(iso).getTime() - now) / 1000
      const [name, size] = AGO.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1]
      return relative.format(Math.trunc(seconds / size), name)
    },
    duration: (seconds) => {
      let left = Math.round(seconds)
      const parts: string[] = []
      for (const [name, size] of UNITS) {
        const value = Math.floor(left / size)
        if (value > 0) parts.push(unit(name, value))
        // The third largest unit is noise, and so is a gap: "2 days 40 s" says no more than "2 days".
        else if (parts.length > 0) break
        left -= value * size
        if (parts.length === 2) break
      }
      return parts.join(" ") || unit("second", 0)
    },
  }
}
