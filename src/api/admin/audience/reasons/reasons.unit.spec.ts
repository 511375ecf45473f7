import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { reasonIn } from "."
import { PLACES, REASONS } from "./texts"

const SOURCES = join(__dirname, "../../../..")
const ALL = [...PLACES, ...REASONS]
const holes = (text: string): string[] => [...text.matchAll(/\{(\d)!?\}/g)].map(([, number]) => number ?? "").sort()

describe("reasonIn", () => {
  it("translates what was wrong and leaves the path, which programs read", () => {
    expect(reasonIn("de", "rule.rules[1].value: must not exceed 500 characters")).toBe(
      "rule.rules[1].value: darf höchstens 500 Zeichen haben"
    )
    expect(reasonIn("ja-JP", "rule.rules[1].value: must not exceed 500 characters")).toBe("rule.rules[1].value: 500 文字までです")
  })

  it("says in words where a file is wrong", () => {
    expect(reasonIn("de-AT", "line 12: a quote is opened and never closed")).toBe(
      "Zeile 12: ein Anführungszeichen wird geöffnet und nicht geschlossen"
    )
    expect(reasonIn("ja", "file: has a header and no rows")).toBe("ファイル: 見出し行だけで、データ行がありません")
  })

  it("tells the longer text from the shorter that fits too", () => {
    expect(reasonIn("de", "there is no customer with the e-mail a@b.test")).toBe("es gibt keinen Kunden mit der E-Mail a@b.test")
    expect(reasonIn("de", "there is no customer cus_1")).toBe("es gibt keinen Kunden cus_1")
  })

  it("keeps values as they are, whatever they look like", () => {
    const name = 'must be text: {2} $& .*"'
    expect(reasonIn("de", `The segment ${name} is archived; take it back first.`)).toBe(
      `Das Segment ${name} ist archiviert. Holen Sie es zuerst zurück.`
    )
  })

  it("translates a reason within a reason", () => {
    expect(reasonIn("de", "must be a list of texts: must be text")).toBe("muss eine Liste von Texten sein: muss Text sein")
  })

  it("leaves English, other languages and what it does not know as they are", () => {
    expect(reasonIn("en-GB", "name: must not be empty")).toBe("name: must not be empty")
    expect(reasonIn("fr", "name: must not be empty")).toBe("name: must not be empty")
    expect(reasonIn("constructor", "name: must not be empty")).toBe("name: must not be empty")
    expect(reasonIn("de", "An unknown error occurred.")).toBe("An unknown error occurred.")
  })
})

describe("the reasons", () => {
  it("name in each language the values that the English names", () => {
    const wrong = REASONS.filter(({ en, de, ja }) => [de, ja].some((text) => holes(text).join() !== holes(en).join()))
    // The count of conditions is told by its limit alone.
    expect(wrong.map(({ en }) => en)).toEqual(["must not be the {1}th condition; a rule has at most {2}"])
  })

  it("stand in the code word for word, each once here", () => {
    const code = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.includes("spec") && !file.includes("reasons"))
      .map((file) => readFileSync(join(SOURCES, file), "utf8"))
      .join("\n")
    const thrown = (en: string): boolean =>
      new RegExp(en.split(/\{\d\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\$\\{[^`]+?\\}")).test(code) // prettier-ignore
    expect(ALL.filter(({ en }) => !thrown(en)).map(({ en }) => en)).toEqual([])
    expect(new Set(ALL.map(({ en }) => en)).size).toBe(ALL.length)
  })
})
