import { jStat } from "jstat"

/** Below this expected count in any cell the normal approximation is not trusted (Cochran 1954, "Some methods for strengthening the common χ² tests"). */
const SMALLEST_EXPECTED = 5

/**
 * Two-sided p-value that members and non-members differ in how many of them have something.
 *
 * Two-proportion z-test with pooled variance (the χ² test of a 2 × 2 table without
 * continuity correction: Fleiss, Levin & Paik, Statistical Methods for Rates and
 * Proportions, 3rd ed., section 2.3); where a cell expects fewer than five people
 * Fisher's exact test, which adds up the tables that are at most as probable as the
 * one seen (Agresti, Categorical Data Analysis, 3rd ed., section 3.5.1).
 *
 * @param having members who have it, of `members`
 * @param havingAll profiles who have it, of `total`; members are part of both
 * @returns null where there is nothing to compare: no members, no others, nobody or everybody has it
 */
export function differencePValue(having: number, members: number, havingAll: number, total: number): number | null {
  const others = total - members
  const havingOthers = havingAll - having
  if (members <= 0 || others <= 0 || havingAll <= 0 || havingAll >= total) return null
  if (having > members || havingOthers < 0 || havingOthers > others) return null
  const smallest = (Math.min(members, others) * Math.min(havingAll, total - havingAll)) / total
  if (smallest < SMALLEST_EXPECTED) return fisher(having, members, havingAll, total)
  const pooled = havingAll / total
  const z = (having / members - havingOthers / others) / Math.sqrt(pooled * (1 - pooled) * (1 / members + 1 / others))
  return Math.min(1, Math.max(0, jStat.erfc(Math.abs(z) / Math.SQRT2)))
}

/** Fisher's exact test, two-sided: hypergeometric in the number of members who have it. */
function fisher(having: number, members: number, havingAll: number, total: number): number {
  const tables = jStat.combinationln(total, members)
  const probability = (k: number): number =>
    Math.exp(jStat.combinationln(havingAll, k) + jStat.combinationln(total - havingAll, members - k) - tables)
  // Two tables that are equally probable in exact arithmetic must both count.
  const seen = probability(having) * (1 + 1e-7)
  let sum = 0
  for (let k = Math.max(0, members - (total - havingAll)); k <= Math.min(members, havingAll); k++) {
    const p = probability(k)
    if (p <= seen) sum += p
  }
  return Math.min(1, sum)
}
