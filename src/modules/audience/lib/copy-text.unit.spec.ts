import { copyText, copyTextList } from "./copy-text"

describe("copyText", () => {
  it.each([
    [null, "\\N"],
    ["", ""],
    ["plain", "plain"],
    ["\\N", "\\\\N"],
    ["a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e"],
    ['{"a":"\\""}', '{"a":"\\\\""}'],
  ])("%p → %p", (text, copied) => {
    expect(copyText(text)).toBe(copied)
  })
})

describe("copyTextList", () => {
  it("quotes every text, and escapes for the list before the line", () => {
    expect(copyTextList([])).toBe("{}")
    expect(copyTextList(["a,b", 'say "x"', "back\\slash", "tab\t", "NULL", ""])).toBe(
      '{"a,b","say \\\\"x\\\\"","back\\\\\\\\slash","tab\\t","NULL",""}'
    )
  })
})
