import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import de from "./de"
import en from "./en"
import ja from "./ja"

type Texts = { [key: string]: string | Texts }

const flat = (texts: Texts, path = ""): Map<string, string> =>
  new Map(
    Object.entries(texts).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[path + key, value]] : [...flat(value, `${path}${key}.`)]
    )
  )

const ROOT = join(__dirname, "../../..")
const english = flat(en)

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes(".spec."))
    .map((file) => readFileSync(join(ROOT, folder, file), "utf8"))
}

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort()

describe("the admin's texts", () => {
  it("hold every key that the pages use", () => {
    const used = [...sources("admin"), ...sources("src/admin")].flatMap((source) =>
      [...source.matchAll(/"(audience\.[a-zA-Z0-9_.]+)"/g)].map(([, key = ""]) => key)
    )
    const missing = used.filter((key) => !english.has(key) && !english.has(`${key}_other`))
    expect(used.length).toBeGreaterThan(100)
    expect([...new Set(missing)]).toEqual([])
  })

  it.each([
    ["German", de],
    ["Japanese", ja],
  ])("are complete in %s, with the same placeholders", (_language, texts) => {
    const translated = flat(texts)
    expect([...translated.keys()]).toEqual([...english.keys()])
    // A singular may say "one" without the figure, no more.
    const differing = [...english].filter(([key, text]) => placeholders(text).join() !== placeholders(translated.get(key) ?? "").join())
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it("address German admins politely, as Medusa's own pages do", () => {
    const familiar = [...flat(de)].filter(([, text]) => /(?<!\p{L})(du|dich|dir|deine?[mnrs]?)(?!\p{L})/iu.test(text))
    expect(familiar).toEqual([])
  })
})
