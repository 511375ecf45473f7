/** The rule of a segment, as stored, sent over HTTP and edited in the admin. */

export type RuleNode = RuleGroup | RuleCondition

export interface RuleGroup {
  match: "all" | "any"
  /** The exact complement of the group: `|rule| + |not rule|` = all profiles. */
  not?: boolean
  rules: RuleNode[]
}

export interface RuleCondition {
  /** Full name of a catalogue field, e.g. `behavior.page_views`. */
  field: string
  operator: Operator
  value?: RuleValue
  /** For windowed fields; absent = lifetime. */
  within?: Window
  /** Filters that must all hold on the same fact. */
  where?: Filter[]
  /** Only for sequences, and required there: two to five events that happened in this order. */
  steps?: SequenceStep[]
  /** Only for sequences: the longest time from each step to the next; a day is 24 hours here. Without it any time. */
  step_within?: { last: number; unit: TimeUnit }
}

/** An event of a sequence: its name, and filters that must all hold on it. */
export interface SequenceStep {
  name: string
  where?: Filter[]
}

export type RuleValue = string | number | boolean | (string | number)[] | RelativeTime

/** `in_last` and `not_in_last` take `last`, `in_next` takes `next`. */
export type RelativeTime = { last: number; unit: TimeUnit } | { next: number; unit: TimeUnit }

export type TimeUnit = "day" | "hour" | "minute"

/** `{last, unit: "day"}` counts calendar days of the shop's zone, today included; hours and minutes are exact. `from` and `to` are days, both included. */
export type Window = { last: number; unit: TimeUnit } | { from?: string; to?: string }

export interface Filter {
  dimension: string
  operator: Operator
  value?: RuleValue
}

export type FieldType = "number" | "money" | "duration" | "text" | "choice" | "boolean" | "date" | "list"

const NUMERIC = ["eq", "neq", "gt", "gte", "lt", "lte", "between"] as const
const TEXT = [
  "eq", "neq", "in", "not_in", "contains", "not_contains", "starts_with", "not_starts_with", "ends_with", "not_ends_with", "set", "not_set",
] as const // prettier-ignore
const CHOICE = ["eq", "neq", "in", "not_in", "set", "not_set"] as const
const DATE = ["before", "after", "on", "between", "in_last", "not_in_last", "in_next", "set", "not_set"] as const
const LIST = ["has_any", "has_all", "has_none", "set", "not_set"] as const

/** The operators that each type has. `anniversary_in_next` is added for date fields marked anniversary. */
export const OPERATORS = {
  number: NUMERIC,
  money: NUMERIC,
  duration: NUMERIC,
  text: TEXT,
  choice: CHOICE,
  boolean: ["eq"],
  date: DATE,
  list: LIST,
} as const satisfies Record<FieldType, readonly string[]>

export type Operator = (typeof OPERATORS)[FieldType][number] | "anniversary_in_next"

/** The limits that a rule is refused beyond. */
export const RULE_LIMITS = {
  depth: 5,
  conditions: 100,
  listValues: 1000,
  textLength: 512,
  windowDays: 730,
  steps: 5,
} as const

export function isRuleGroup(node: RuleNode): node is RuleGroup {
  return "rules" in node
}
