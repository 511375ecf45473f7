/**
 * P-values corrected for how many comparisons were made at once, as q-values, in the order given.
 *
 * A page with five hundred comparisons shows twenty-five "significant" ones where nothing
 * differs at all. Calling everything with q below 0.05 a difference keeps the expected part
 * of false ones among those at 5 % (Benjamini & Hochberg 1995, "Controlling the False
 * Discovery Rate", Journal of the Royal Statistical Society B 57:1). `null` was no comparison and stays null.
 */
export function falseDiscoveryRates(pValues: readonly (number | null)[]): (number | null)[] {
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p)
  const rates = pValues.map((): number | null => null)
  let smallest = 1
  tested.forEach(({ p, index }, fromLargest) => {
    const rank = tested.length - fromLargest
    smallest = Math.min(smallest, (p * tested.length) / rank)
    rates[index] = smallest
  })
  return rates
}
