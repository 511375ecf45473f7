/** Calendar days as `YYYY-MM-DD`: no instant, no zone. */

/** The day it is at an instant in a zone. */
export function dayIn(timeZone: string | undefined, at: Date = new Date()): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at)
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? ""
  return `${part("year")}-${part("month")}-${part("day")}`
}

/** Days are whole in UTC, so no clock change can lose or double one. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** A day as date pickers want it: midnight of the browser's own zone. */
export function toPickerDate(day: string | undefined): Date | null {
  const [year, month, date] = (day ?? "").slice(0, 10).split("-").map(Number)
  return year && month && date ? new Date(year, month - 1, date) : null
}

/** The day a date picker shows. */
export function fromPickerDate(date: Date | null): string | undefined {
  if (!date) return undefined
  const two = (value: number): string => String(value).padStart(2, "0")
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
