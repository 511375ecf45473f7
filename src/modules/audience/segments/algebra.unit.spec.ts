import fc from "fast-check"
import { loadBitmaps, setOf } from "../lib/bitmap"
import { combine, tellsAbsence, type SetTree } from "./algebra"

const PEOPLE = Array.from({ length: 12 }, (_, index) => index + 1)
/** 11 and 12 are hidden; conditions may still find them. */
const HIDDEN = [11, 12]

interface Leaf {
  ids: number[]
  complement: boolean
}
type Node = Leaf | { match: "all" | "any"; not: boolean; children: Node[] }

const node: fc.Memo<Node> = fc.memo((depth) =>
  depth <= 1
    ? fc.record({ ids: fc.uniqueArray(fc.constantFrom(...PEOPLE)), complement: fc.boolean() })
    : fc.oneof(
        fc.record({ ids: fc.uniqueArray(fc.constantFrom(...PEOPLE)), complement: fc.boolean() }),
        fc.record({
          match: fc.constantFrom("all" as const, "any" as const),
          not: fc.boolean(),
          children: fc.array(node(depth - 1), { maxLength: 3 }),
        })
      )
)

/** Person by person, as the contract says it. */
function holds(tree: Node, person: number): boolean {
  if ("ids" in tree) return tree.ids.includes(person) !== tree.complement
  const results = tree.children.map((child) => holds(child, person))
  return (tree.match === "all" ? results.every(Boolean) : results.some(Boolean)) !== tree.not
}

const treeOf = (tree: Node): SetTree =>
  "ids" in tree ? { set: setOf(tree.ids), complement: tree.complement } : { ...tree, children: tree.children.map(treeOf) }

describe("combine", () => {
  beforeAll(loadBitmaps)

  it("agrees with looking at each person, whichever way the universe is told", () => {
    fc.assert(
      fc.property(node(4), (tree) => {
        const sets = treeOf(tree)
        const visible = PEOPLE.filter((person) => !HIDDEN.includes(person))
        const expected = visible.filter((person) => holds(tree, person))
        expect(combine(sets, { everybody: setOf(visible) }).toArray()).toEqual(expected)
        if (tellsAbsence(sets)) expect(() => combine(sets, { hidden: setOf(HIDDEN) })).toThrow("needs everybody")
        else expect(combine(sets, { hidden: setOf(HIDDEN) }).toArray()).toEqual(expected)
      }),
      { numRuns: 500 }
    )
  })
})
