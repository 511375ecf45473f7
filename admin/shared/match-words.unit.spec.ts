import { combinationOf, MATCHES, matchOf } from "./match-words"

describe("matchOf", () => {
  it("gives back every choice that combinationOf was given", () => {
    for (const match of MATCHES) expect(matchOf(combinationOf(match))).toBe(match)
  })

  it("calls a negated alternative none of these", () => {
    expect(matchOf({ combinator: "any", not: true })).toBe("none")
    expect(matchOf({ combinator: "all", not: false })).toBe("all")
  })
})
