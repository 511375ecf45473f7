import { OPERATORS, type RuleCondition } from "../../../contract"
import { attribute } from "../families/attribute"
import * as attributeTexts from "../families/attribute/texts"
import { behavior } from "../families/behavior"
import { purchase } from "../families/purchase"
import { createRegistry, type FieldSet, type RegisteredField } from "../families/registry"
import { visit } from "../families/visit"
import type { Text } from "../families"
import { conditionText } from "./condition-text"
import { phrasesOf } from "./phrases"
import { ageGroupText, TEMPLATE_TEXTS } from "./template-texts"

const LANGUAGES = ["en", "de", "ja"]
const FAMILIES = [visit, behavior, purchase, attribute]

/** Languages that a text lacks, with the place of the text. */
function missing(place: string, text: Text | undefined): string[] {
  if (text === undefined || typeof text === "string") return [`${place}: all`]
  return LANGUAGES.filter((language) => !text[language]?.trim() || /\{\{|undefined/.test(text[language])).map((one) => `${place}: ${one}`)
}

describe("the catalogue's texts", () => {
  it("are there in every language: families, fields, dimensions and choices", () => {
    const found = FAMILIES.flatMap(({ id, label, fields }) => [
      ...missing(id, label),
      ...fields.flatMap((field) => [
        ...missing(`${id}.${field.name} label`, field.label),
        ...missing(`${id}.${field.name} help`, field.help),
        ...(field.choices ?? []).flatMap(({ value, label }) => missing(`${id}.${field.name} ${value}`, label)),
        ...[...(field.dimensions ?? []), ...(field.stepDimensions ?? [])].flatMap(({ key, label, help }) => [
          ...missing(`${id}.${field.name} (${key})`, label),
          ...(help === undefined ? [] : missing(`${id}.${field.name} (${key}) help`, help)),
        ]),
      ]),
    ])
    expect(found).toEqual([])
  })

  it("are there in every language for the predefined attributes and the templates", () => {
    const texts = [
      ...Object.entries(attributeTexts.predefined).flatMap(([key, words]) => [[key, words?.label], [key, words?.help]] as const), // prettier-ignore
      ...Object.entries(attributeTexts.choices).flatMap(([key, choices]) => Object.entries(choices ?? {}).map(([value, text]) => [`${key} ${value}`, text] as const)), // prettier-ignore
      ...Object.entries(TEMPLATE_TEXTS).flatMap(([id, { name, description }]) => [[id, name], [id, description]] as const), // prettier-ignore
      ...([[0, 17], [18, 24], [65, null]] as const).map(([low, high]) => [`age ${low}`, ageGroupText(low, high).name] as const), // prettier-ignore
    ]
    expect(texts.flatMap(([place, text]) => missing(place, text))).toEqual([])
    const predefined = ["age", "gender", "birthday", "member_id", "member_tier", "points", "satisfaction_score"]
    expect(Object.keys(attributeTexts.predefined).sort()).toEqual(predefined.sort())
  })

  it("tell fields of one family apart in every language", () => {
    for (const { id, fields } of FAMILIES) {
      for (const language of LANGUAGES) {
        const labels = fields.map(({ label }) => (typeof label === "string" ? label : label[language]))
        expect({ id, language, same: labels.filter((label, at) => labels.indexOf(label) !== at) }).toEqual({ id, language, same: [] })
      }
    }
  })
})

describe("phrasesOf", () => {
  it("knows every operator in every language, and stands in with English", () => {
    const operators = [...new Set([...Object.values(OPERATORS).flat(), "anniversary_in_next"])].sort()
    for (const language of LANGUAGES) expect(Object.keys(phrasesOf(language).predicates).sort()).toEqual(operators)
    expect(phrasesOf("fr")).toBe(phrasesOf("en"))
    expect(phrasesOf("DE-at")).toBe(phrasesOf("de"))
  })
})

describe("conditionText", () => {
  let fields: FieldSet
  beforeAll(async () => {
    const plain = FAMILIES.map(({ moreFields: _, ...family }) => family)
    fields = await createRegistry(plain).fields(undefined as never)
  })
  const say = (condition: Partial<RuleCondition> & { field: string }, language: string): string =>
    conditionText({ operator: "eq", ...condition }, fields, (value) => (value === "pcat_1" ? "Shoes" : value), { language })

  it.each<[Partial<RuleCondition> & { field: string }, en: string, de: string, ja: string]>([
    [
      {
        ...{ field: "purchase.spent", operator: "gte", value: 500, within: { last: 365, unit: "day" } },
        where: [{ dimension: "category_id", operator: "eq", value: "pcat_1" }],
      },
      "amount spent (category is Shoes) in the past 365 days: at least 500",
      "Ausgegebener Betrag (Kategorie: Shoes) in den letzten 365 Tagen: mindestens 500",
      "購入金額（カテゴリー：Shoes、直近365日間）：500以上",
    ],
    [
      { field: "visit.last_seen", operator: "not_in_last", value: { last: 1, unit: "hour" } },
      "last seen is not in the past 1 hour",
      "Zuletzt gesehen: nicht in der letzten Stunde",
      "最後の訪問：直近1時間以内ではない",
    ],
    [{ field: "attribute.identified", value: false }, "not identified", "Bekannt: nein", "識別済み：いいえ"],
    [
      { field: "visit.country", operator: "not_in", value: ["DE", "AT", "CH", "FR", "IT", "ES", "PT"] },
      "country is none of DE, AT, CH, FR, IT and 2 more",
      "Land: keines von DE, AT, CH, FR, IT und 2 weitere",
      "国：DE、AT、CH、FR、ITほか2件のいずれでもない",
    ],
    [{ field: "attribute.phone", operator: "not_set" }, "phone is not known", "Telefon: nicht bekannt", "電話番号：値なし"],
    [
      { field: "visit.engaged_time", operator: "between", value: [60, 600], within: { from: "2026-01-01", to: "2026-01-31" } },
      "time on site from 2026-01-01 to 2026-01-31: between 60 and 600 seconds",
      "Zeit auf der Website vom 2026-01-01 bis 2026-01-31: zwischen 60 und 600 Sekunden",
      "サイト滞在時間（2026-01-01から2026-01-31まで）：60から600秒の間",
    ],
    [{ field: "visit.type", value: "new" }, "visitor type is new", "Art des Besuchers: Neu", "訪問者の種類：新規"],
    [
      {
        ...{ field: "behavior.sequence", value: true, within: { last: 1, unit: "day" }, step_within: { last: 30, unit: "minute" } },
        steps: [
          { name: "product_viewed", where: [{ dimension: "path", operator: "starts_with", value: "/sale" }] },
          { name: "product_added" },
        ],
      },
      "sequence of events today: product_viewed (path starts with /sale), then product_added, each within 30 minutes of the one before",
      "Folge von Ereignissen heute: product_viewed (Pfad: beginnt mit /sale), dann product_added, jedes höchstens 30 Minuten nach dem vorigen",
      "イベントの順序（今日）：product_viewed（パス：/saleで始まる）→product_added（それぞれ前のイベントから30分以内）",
    ],
  ])("says %j", (condition, en, de, ja) => {
    expect(LANGUAGES.map((language) => say(condition, language))).toEqual([en, de, ja])
  })
})
