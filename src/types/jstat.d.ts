/** The part of jstat that the reports use; the package ships no types. */
declare module "jstat" {
  export const jStat: {
    normal: { cdf(x: number, mean: number, sd: number): number }
    erfc(x: number): number
    /** Natural logarithm of the number of ways to choose `m` of `n`. */
    combinationln(n: number, m: number): number
  }
}
