import { toLocale } from "../shared/formats"

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const

/** Bytes in their largest unit: "1.4 MB". */
export function fileSize(bytes: number, language: string): string {
  const step = Math.min(UNITS.length - 1, bytes > 0 ? Math.floor(Math.log10(bytes) / 3) : 0)
  const unit = UNITS[step] ?? "byte"
  return new Intl.NumberFormat(toLocale(language), { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step
  )
}
