import type { Formats } from "../shared/formats"

/** A figure with its unit: a count, seconds, money or a share. */
export function unitText(unit: "count" | "seconds" | "money" | "share", value: number, formats: Formats): string {
  switch (unit) {
    case "seconds":
      return formats.duration(value)
    case "money":
      return formats.money(value)
    case "share":
      return formats.percent(value)
    default:
      return formats.number(Math.round(value * 100) / 100)
  }
}
