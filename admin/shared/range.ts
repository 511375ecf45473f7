import { addDays } from "./days"

export interface Range {
  from: string
  to: string
}

/** Ranges by name; each ends today. */
export const PRESETS = { today: 1, last7: 7, last30: 30, last90: 90, last365: 365 } as const

export type Preset = keyof typeof PRESETS

export function presetRange(preset: Preset, today: string): Range {
  return { from: addDays(today, 1 - PRESETS[preset]), to: today }
}

/** The preset that gives exactly this range. */
export function presetOf({ from, to }: Range, today: string): Preset | null {
  return (Object.keys(PRESETS) as Preset[]).find((name) => to === today && presetRange(name, today).from === from) ?? null
}
