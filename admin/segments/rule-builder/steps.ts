import type { SequenceStep } from "../../../src/contract"

/** One event alone is no sequence. */
export const FEWEST_STEPS = 2

/** The steps with one of them moved by so many places. */
export function moved(steps: readonly SequenceStep[], index: number, by: number): SequenceStep[] {
  const next = [...steps]
  next.splice(index + by, 0, ...next.splice(index, 1))
  return next
}
