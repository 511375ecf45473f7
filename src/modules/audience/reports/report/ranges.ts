import type { Counted } from "../report-row"

/** Whoever measures finer than this measures noise; and the power of ten below the smallest of numbers is 0. */
const LEAST_WIDTH = 1e-9
/** As many digits as every number has: more would show the errors of binary fractions, fewer would make two ranges one. */
const DIGITS = 15

/** The smallest of 1, 2, 5 × a power of ten that covers `width` with at most ten ranges. */
export function roundStep(width: number): number {
  const covered = Math.max(width, LEAST_WIDTH)
  const power = 10 ** Math.floor(Math.log10(covered / 10))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => covered / step < 10) ?? 10 * power
}

/** What the range with this number is called: ranges are `step` wide and number 0 begins at 0. Without a step it is the number itself. */
export function rangeOf(number: number, step: number | null): Pick<Counted, "key" | "label"> {
  if (step === null) return { key: String(number), label: String(number) }
  const from = exact(number * step)
  return { key: String(from), label: `${from} to under ${exact(from + step)}` }
}

const exact = (number: number): number => Number(number.toPrecision(DIGITS))
