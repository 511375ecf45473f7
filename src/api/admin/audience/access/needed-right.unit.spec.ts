import { isPersonal, neededRight, searchesPeople } from "./needed-right"

// Express matches addresses without case: each spelling reaches the same route.
const spellings = (path: string): string[] => [path, path.toUpperCase(), path.replace(/[a-z]$/, (letter) => letter.toUpperCase())]

describe("neededRight", () => {
  it.each([
    ["GET", "/segments/aseg_1/export", "export"],
    ["GET", "/profiles/export", "export"],
    ["GET", "/profiles/aprof_1/data", "export"],
    ["GET", "/imports/aimp_1/errors", "export"],
    ["POST", "/shares", "export"],
    ["POST", "/segments/preview", null],
    ["POST", "/segments/aseg_1/evaluate", null],
    ["POST", "/compare", null],
    ["GET", "/segments", null],
    ["POST", "/segments", "edit"],
    ["DELETE", "/profiles/aprof_1", "edit"],
  ] as const)("of %s %s is %s in whatever letters", (method, path, right) => {
    for (const spelt of spellings(path)) expect([spelt, neededRight(method, spelt)]).toEqual([spelt, right])
  })
})

describe("isPersonal and searchesPeople", () => {
  it("know an address in whatever letters", () => {
    for (const path of ["/profiles/aprof_1/data", "/imports", "/imports/aimp_1"].flatMap(spellings)) expect(isPersonal(path, {})).toBe(true)
    for (const path of spellings("/segments/aseg_1/export")) {
      expect(isPersonal(path, { format: "meta" })).toBe(true)
      expect(isPersonal(path, { format: "csv" })).toBe(false)
    }
    for (const path of ["/profiles", "/profiles/export", "/segments/aseg_1/members"].flatMap(spellings))
      expect(searchesPeople(path)).toBe(true)
  })
})
