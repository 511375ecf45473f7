/** One line of the table. */
export interface Figure {
  number: number
  name: string
  /** What was measured on our side, and on the side it is compared with, in words with units. */
  ours: string
  reference: string
  /** Ours over the reference's, where there is one. */
  ratio?: number
  /** Milliseconds on our side, of figures that are compared between two sizes. */
  ms?: number
  wanted: string
  holds: boolean | null
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Milliseconds for people. */
export function ms(value: number): string {
  return value >= 100 ? `${Math.round(value).toLocaleString("en")} ms` : `${value.toPrecision(2)} ms`
}

/** The value that `share` of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
}
