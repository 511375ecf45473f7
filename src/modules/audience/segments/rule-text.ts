import sql from "sql-template-tag"
import { isRuleGroup, type Filter, type RuleCondition, type RuleNode, type Window } from "../../../contract"
import { textIn, type FieldSet } from "../families"
import type { Queryable } from "../lib/database"
import { dimensionOf } from "./validate"

const OPERATOR_WORDS: Record<string, string> = {
  eq: "is",
  neq: "is not",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  between: "is between",
  in: "is one of",
  not_in: "is none of",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  not_starts_with: "does not start with",
  ends_with: "ends with",
  not_ends_with: "does not end with",
  set: "is known",
  not_set: "is not known",
  before: "is before",
  after: "is after",
  on: "is on",
  in_last: "is in",
  not_in_last: "is not in",
  in_next: "is in",
  anniversary_in_next: "comes round in",
  has_any: "has any of",
  has_all: "has all of",
  has_none: "has none of",
}

/** A rule as an English sentence, with names where Medusa has ids. */
export async function describeRule(rule: RuleNode | null, fields: FieldSet, db: Queryable): Promise<string> {
  if (!rule) return "Chosen by hand"
  const names = await namesIn(rule, db)
  const text = nodeText(rule, fields, (value) => names.get(value) ?? value, true)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nodeText(node: RuleNode, fields: FieldSet, name: (value: string) => string, outermost: boolean): string {
  if (!isRuleGroup(node)) return conditionText(node, fields, name)
  if (node.rules.length === 0) return (node.match === "all") === !node.not ? "everybody" : "nobody"
  const single = node.rules.length === 1
  const text = node.rules
    .map((child) => nodeText(child, fields, name, outermost && single && !node.not))
    .join(node.match === "all" ? " and " : " or ")
  if (node.not) return `not (${text})`
  return outermost || single ? text : `(${text})`
}

function conditionText(
  { field: fullName, operator, value, within, where }: RuleCondition,
  fields: FieldSet,
  name: (value: string) => string
): string {
  const field = fields.get(fullName)
  if (!field) return fullName
  const label = textIn(field.label).toLowerCase()
  const filters = (where ?? []).map((filter) => filterText(filter, fullName, fields, name)).join(" and ")
  const subject = `${label}${filters ? ` where ${filters}` : ""}`
  if (field.type === "boolean" && !filters) return value === false ? `not ${label}` : label
  const choice = (one: string): string => {
    const chosen = field.choices?.find((option) => option.value === one)
    return chosen ? textIn(chosen.label).toLowerCase() : name(one)
  }
  const unit = field.type === "duration" ? " seconds" : ""
  return `${subject}${within ? ` ${windowText(within)}` : ""} ${OPERATOR_WORDS[operator] ?? operator}${valueText(value, choice, unit)}`
}

function filterText({ dimension, operator, value }: Filter, field: string, fields: FieldSet, name: (value: string) => string): string {
  const definition = fields.get(field)
  const found = definition && dimensionOf(definition, dimension)
  const label = found?.open ? dimension.slice(found.key.length) : found ? textIn(found.label).toLowerCase() : dimension
  return `${label} ${OPERATOR_WORDS[operator] ?? operator}${valueText(value, name, "")}`
}

function valueText(value: RuleCondition["value"], name: (value: string) => string, unit: string): string {
  if (value === undefined) return ""
  if (Array.isArray(value)) {
    if (value.length === 2 && value.every((one) => typeof one === "number")) return ` ${value[0]} and ${value[1]}${unit}`
    const shown = value.slice(0, 5).map((one) => name(String(one)))
    return ` ${shown.join(", ")}${value.length > 5 ? ` and ${value.length - 5} more` : ""}`
  }
  if (typeof value === "object")
    return ` ${"last" in value ? `the past ${amount(value.last, value.unit)}` : `the next ${amount(value.next, value.unit)}`}`
  return ` ${typeof value === "string" ? name(value) : value}${unit}`
}

function windowText(within: Window): string {
  if ("last" in within) return within.last === 1 && within.unit === "day" ? "today" : `in the past ${amount(within.last, within.unit)}`
  if (within.from && within.to) return `from ${within.from} to ${within.to}`
  return within.from ? `since ${within.from}` : `until ${within.to ?? ""}`
}

const amount = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`

/** Names of the products, categories, groups, segments, … whose ids stand in the rule. */
async function namesIn(rule: RuleNode, db: Queryable): Promise<Map<string, string>> {
  const ids = [...new Set(textsIn(rule))]
  if (ids.length === 0) return new Map()
  const rows = await db.rows<{ id: string; name: string }>(sql`
    select id, label as name from audience.label where id = any(${ids}::text[])
    union all select id, title from audience.product where id = any(${ids}::text[])
    union all select id, name from audience.segment where id = any(${ids}::text[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

function textsIn(node: RuleNode): string[] {
  if (isRuleGroup(node)) return node.rules.flatMap(textsIn)
  const values = [node.value, ...(node.where ?? []).map(({ value }) => value)]
  return values.flatMap((value) => (Array.isArray(value) ? value : [value])).filter((value) => typeof value === "string")
}
