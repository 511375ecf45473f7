import de from "../../src/admin/i18n/de/cohorts.json"
import en from "../../src/admin/i18n/en/cohorts.json"
import ja from "../../src/admin/i18n/ja/cohorts.json"
import { rfmGroups } from "../../src/modules/audience/families"
import { TEMPLATE_TEXTS } from "../../src/modules/audience/segments/template-texts"

const groups = Object.entries(rfmGroups)
const templates = new Map(Object.entries(TEMPLATE_TEXTS))

describe("an RFM group", () => {
  it.each([
    ["en", en],
    ["de", de],
    ["ja", ja],
  ] as const)("is called the same as a value, as a template and on the page Cohorts, in %s", (language, { cohorts }) => {
    const names = groups.map(([group, name]) => [group, name[language]])
    expect(Object.entries(cohorts.groups)).toEqual(names)
    expect(groups.map(([group]) => [group, templates.get(`rfm_${group}`)?.name[language]])).toEqual(names)
  })
})
