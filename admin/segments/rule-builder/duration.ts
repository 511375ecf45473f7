/** Units that time on site is edited in, in seconds. */
export const DURATION_UNITS = { second: 1, minute: 60, hour: 3_600 } as const

export type DurationUnit = keyof typeof DURATION_UNITS

/** The largest unit that shows seconds as a whole number; minutes for none and for zero. */
export function durationUnit(seconds: number | undefined): DurationUnit {
  if (!seconds) return "minute"
  if (seconds % DURATION_UNITS.hour === 0) return "hour"
  return seconds % DURATION_UNITS.minute === 0 ? "minute" : "second"
}
