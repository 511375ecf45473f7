/** As many digits as every decimal number keeps in a float: more would show the errors of binary fractions. */
const DIGITS = 15

/**
 * A sum of decimal amounts that does not depend on their order, which PostgreSQL leaves open: 0.1 + 0.2 + 0.3 is 0.6 and not 0.6000000000000001.
 *
 * What each addition rounds away is kept beside the sum (Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen").
 */
export class ExactSum {
  private sum = 0
  private lost = 0

  add(amount: number): void {
    const next = this.sum + amount
    this.lost += Math.abs(this.sum) >= Math.abs(amount) ? this.sum - next + amount : amount - next + this.sum
    this.sum = next
  }

  get value(): number {
    return Number((this.sum + this.lost).toPrecision(DIGITS))
  }
}

/** The {@link ExactSum} of some amounts. */
export function sumOf(amounts: Iterable<number>): number {
  const sum = new ExactSum()
  for (const amount of amounts) sum.add(amount)
  return sum.value
}
