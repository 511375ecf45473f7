import type { StageContext } from "../stage"

/** Below the smallest unit of any currency, above the noise of adding decimals as doubles. */
const SCALE = 1_000_000

/** An amount without the noise of floating point: 81.751 + 5 is 86.751. */
export function exact(amount: number): number {
  return Math.round(amount * SCALE) / SCALE
}

export type ToReporting = (amount: number, currencyCode: string) => number

/**
 * Converts amounts to the reporting currency with the rates of the options.
 *
 * A currency without a rate counts as 0 and is reported once: an amount taken as if it
 * were in the reporting currency would be wrong without anybody noticing.
 */
export function createConverter({ options, log }: Pick<StageContext, "options" | "log">): ToReporting {
  const reported = new Set<string>()
  return (amount, currencyCode) => {
    const code = currencyCode.toLowerCase()
    const rate = code === options.currency ? 1 : options.exchangeRates[code]
    if (rate !== undefined) return exact(amount * rate)
    if (!reported.has(code)) {
      reported.add(code)
      log.warn(
        `audience: no exchange rate for ${code}: its amounts count as 0 ${options.currency} until option "exchangeRates" has one and the backfill has run again`
      )
    }
    return 0
  }
}
