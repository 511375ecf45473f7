import { HIDDEN, type Filter, type RuleCondition, type Window } from "../../../contract"
import { textIn, type DimensionDefinition, type FieldSet, type RegisteredField } from "../families"
import { phrasesOf, type Phrases } from "./phrases"
import { withoutValues, type Telling } from "./telling"
import { dimensionOf } from "./validate-filters"

/** The name of what an id stands for; other values as they are. */
export type NameOf = (value: string) => string

/** What a text is made with. */
interface Speech {
  phrases: Phrases
  language: string | undefined
  name: NameOf
}

const MOST_SHOWN = 5

/** One condition in words. */
export function conditionText(asked: RuleCondition, fields: FieldSet, name: NameOf, { language, hidePersonal }: Telling = {}): string {
  const field = fields.get(asked.field)
  if (!field) return asked.field
  const condition = hidePersonal && field.personal ? withoutValues(asked) : asked
  const { operator, value, within, where = [] } = condition
  const phrases = phrasesOf(language)
  const speech = { phrases, language, name }
  const label = phrases.label(textIn(field.label, language))
  const time = within ? windowText(within, phrases) : null
  if (field.type === "boolean") {
    const subject = phrases.subject(label, [], condition.steps ? time : null)
    if (value === HIDDEN) return phrases.statement(subject, phrases.predicates.eq(HIDDEN))
    const no = value === false ? phrases.no(subject) : null
    if (!condition.steps) return no ?? phrases.yes(subject)
    return phrases.amount(no ?? subject, stepsText(condition, field, speech))
  }
  const choice = (one: string): string => {
    const chosen = field.choices?.find((option) => option.value === one)
    return chosen ? phrases.label(textIn(chosen.label, language)) : name(one)
  }
  const subject = phrases.subject(label, filterTexts(where, field.dimensions, speech), time)
  const isAmount = field.type === "number" || field.type === "money" || field.type === "duration"
  const told = valueText(value, { ...speech, name: choice })
  const predicate = (isAmount && phrases.amounts[operator]) || phrases.predicates[operator]
  const said = predicate(field.type === "duration" ? phrases.seconds(told) : told)
  return isAmount ? phrases.amount(subject, said) : phrases.statement(subject, said)
}

function stepsText({ steps = [], step_within: pace }: RuleCondition, field: RegisteredField, speech: Speech): string {
  const told = steps.map((step) => speech.phrases.subject(step.name, filterTexts(step.where ?? [], field.stepDimensions, speech), null))
  return speech.phrases.steps(told, pace ? { count: pace.last, unit: pace.unit } : null)
}

function filterTexts(filters: readonly Filter[], dimensions: readonly DimensionDefinition[] | undefined, speech: Speech): string[] {
  const { phrases, language } = speech
  return filters.map(({ dimension, operator, value }) => {
    const found = dimensionOf(dimensions, dimension)
    const label = found?.open ? dimension.slice(found.key.length) : found ? phrases.label(textIn(found.label, language)) : dimension
    return phrases.filter(label, phrases.predicates[operator](valueText(value, speech)))
  })
}

function valueText(value: RuleCondition["value"], { phrases, name }: Speech): string {
  if (value === undefined) return ""
  if (Array.isArray(value)) {
    const [one, other] = value
    if (value.length === 2 && typeof one === "number") return phrases.both(String(one), String(other))
    return phrases.list(
      value.slice(0, MOST_SHOWN).map((one) => name(String(one))),
      value.length - MOST_SHOWN
    )
  }
  if (typeof value !== "object") return typeof value === "string" ? name(value) : String(value)
  return "last" in value ? phrases.past(value.last, value.unit) : phrases.next(value.next, value.unit)
}

function windowText(within: Window, phrases: Phrases): string {
  if ("last" in within) {
    return within.last === 1 && within.unit === "day" ? phrases.today : phrases.inPast(within.last, within.unit)
  }
  if (within.from && within.to) return phrases.fromTo(within.from, within.to)
  return within.from ? phrases.since(within.from) : phrases.until(within.to ?? "")
}
