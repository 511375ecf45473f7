import { HIDDEN } from "../../../../contract"
import { mask } from "./mask"

const FIELDS = new Set(["attribute.email", "attribute.birthday", "attribute.custom.address"])

describe("mask", () => {
  it("hides who a profile is, wherever it stands, and keeps the rest", () => {
    const profile = { id: "aprof_1", customer_id: "cus_1", email: "a@b.c", first_name: "A", last_name: null, identified: true }
    const attributes = { birthday: "1990-01-01", address: "Road 1", member_tier: "gold" }
    expect(mask({ top_users: [{ profile: { ...profile, attributes }, sessions: 3 }] }, FIELDS)).toEqual({
      top_users: [
        {
          profile: { ...profile, email: HIDDEN, first_name: HIDDEN, last_name: null, attributes: { member_tier: "gold" } },
          sessions: 3,
        },
      ],
    })
  })

  it("takes personal fields out of columns, of the catalogue and of a report", () => {
    expect(mask({ values: { "attribute.email": "a@b.c", "visit.sessions": 1 } }, FIELDS)).toEqual({ values: { "visit.sessions": 1 } })
    const fields = [{ field: "attribute.email", operators: [] }, { field: "visit.sessions", operators: [] }] // prettier-ignore
    expect(mask({ families: [{ fields }] }, FIELDS)).toEqual({ families: [{ fields: [fields[1]] }] })
    const sections = [{ id: "attribute.birthday", rows: [{}] }, { id: "pages", rows: [] }] // prettier-ignore
    expect(mask({ sections }, FIELDS)).toEqual({ sections: [sections[1]] })
    const differences = [{ section: "attribute.birthday", row: {} }, { section: "pages", row: {} }] // prettier-ignore
    expect(mask({ differences }, FIELDS)).toEqual({ differences: [differences[1]] })
  })

  it("hides a value, what a condition on a personal field compares with and its evidence, and leaves other conditions as they are", () => {
    const value = { field: "attribute.birthday", value: "1990-01-01", source: "api" }
    expect(mask([value], FIELDS)).toEqual([{ ...value, value: null, hidden: true }])
    const reason = { field: "attribute.email", operator: "set", result: true, evidence: { value: "a@b.c" } }
    expect(mask({ rules: [reason] }, FIELDS)).toEqual({ rules: [{ ...reason, evidence: null }] })
    const rule = {
      match: "all",
      rules: [
        { field: "attribute.email", operator: "set" },
        { field: "attribute.birthday", operator: "anniversary_in_next", value: { next: 7, unit: "day" } },
        { field: "visit.country", operator: "eq", value: "DE" },
      ],
    }
    expect(mask({ rule }, FIELDS)).toEqual({ rule })
    const where = [{ dimension: "road", operator: "eq", value: "High Street" }]
    const named = { field: "attribute.custom.address", operator: "in", value: ["Road 1", "Road 2"], where }
    expect(mask({ rule: named }, FIELDS)).toEqual({ rule: { ...named, value: [HIDDEN], where: [{ ...where[0], value: HIDDEN }] } })
  })

  it("hides what the steps of a sequence on a personal field compare with", () => {
    const where = [{ dimension: "road", operator: "in", value: ["High Street"] }, { dimension: "floor", operator: "set" }] // prettier-ignore
    const moves = { field: "attribute.custom.address", operator: "eq", value: true, steps: [{ name: "left", where }, { name: "moved_in" }] }
    expect(mask({ rule: moves }, FIELDS)).toEqual({
      rule: {
        ...moves,
        value: HIDDEN,
        steps: [{ name: "left", where: [{ ...where[0], value: [HIDDEN] }, where[1]] }, { name: "moved_in" }],
      },
    })
    const visits = { field: "behavior.sequence", operator: "eq", value: true, steps: moves.steps }
    expect(mask({ rule: visits }, FIELDS)).toEqual({ rule: visits })
  })

  it("passes everything else through: texts, numbers, nulls, dates", () => {
    const at = new Date(0)
    expect(mask({ a: [1, "x", null, true], at, email: null }, FIELDS)).toEqual({ a: [1, "x", null, true], at, email: null })
  })
})
