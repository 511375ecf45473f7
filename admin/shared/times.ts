import type { Formats } from "./formats"

/** An index of 250 as "2.5×": how many times as common as among everybody. */
export function times(index: number | null, formats: Formats): string {
  if (index === null) return "–"
  const ratio = index / 100
  const digits = ratio >= 10 ? 1 : ratio >= 1 ? 10 : 100
  return `${formats.number(Math.round(ratio * digits) / digits)}×`
}
