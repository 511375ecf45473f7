import { ruleErrorOf } from "./error-place"

describe("ruleErrorOf", () => {
  it("finds the condition that a message is about", () => {
    expect(ruleErrorOf("rule.rules[1].rules[0].value: must be a number")).toEqual({ path: [1, 0], text: "must be a number" })
  })

  it("names the filter inside the condition", () => {
    expect(ruleErrorOf("rule.rules[2].where[0].operator: is not one of eq, in")).toEqual({
      path: [2],
      text: "where[0].operator: is not one of eq, in",
    })
  })

  it("gives the root an empty path", () => {
    expect(ruleErrorOf("rule.rules: at most 100 conditions")).toEqual({ path: [], text: "at most 100 conditions" })
    expect(ruleErrorOf("rule: must be a group or a condition")).toEqual({ path: [], text: "must be a group or a condition" })
  })

  it("keeps away from messages about something else", () => {
    expect(ruleErrorOf("name: must not be empty")).toBeNull()
  })
})
