import type { ReportMeasure } from "../../../../contract"

/** A figure of members and of everybody. */
export type Pair = [members: number | null, all: number | null]

/** What is summed up about some days: each figure of members and of everybody, members included. */
export type Sums<Name extends string> = Record<Name, [members: number, all: number]>

interface Measured {
  key: string
  label: string
  unit: ReportMeasure["unit"]
}

/** A measure of the report's days beside that of the days before. */
export function measure({ key, label, unit }: Measured, [value, value_all]: Pair, [value_before, value_all_before]: Pair): ReportMeasure {
  return { key, label, unit, value, value_all, value_before, value_all_before }
}

/** One figure for each of another; missing where there is none of the other. */
export function ratio([over, overAll]: [number, number], [under, underAll]: [number, number]): Pair {
  return [under > 0 ? over / under : null, underAll > 0 ? overAll / underAll : null]
}
