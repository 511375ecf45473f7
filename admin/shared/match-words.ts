/** How a group's conditions combine, in one choice of words: `not` and `match` together. */
export const MATCHES = ["all", "any", "notAll", "none"] as const

export type Match = (typeof MATCHES)[number]

export interface Combination {
  combinator: "all" | "any"
  not?: boolean | undefined
}

/** "Not any" is "none of these": nobody thinks of a switch in front of an "or". */
export function matchOf({ combinator, not }: Combination): Match {
  if (!not) return combinator
  return combinator === "all" ? "notAll" : "none"
}

/** A group that is not negated carries no `not` at all, as rules that were never negated do. */
export function combinationOf(match: Match): Combination {
  if (match === "all" || match === "any") return { combinator: match, not: undefined }
  return { combinator: match === "notAll" ? "all" : "any", not: true }
}
