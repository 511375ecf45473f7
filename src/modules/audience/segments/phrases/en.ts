import type { TimeUnit } from "../../../../contract"
import type { Phrases, Predicate } from "./phrases"

const before =
  (words: string): Predicate =>
  (value) =>
    value === "" ? words : `${words} ${value}`

const time = (count: number, unit: TimeUnit): string => `${count} ${unit}${count === 1 ? "" : "s"}`

/** "Amount spent (category is Shoes) in the past 365 days: at least 500 and not (visitor type is new)" */
export const english: Phrases = {
  byHand: "Chosen by hand",
  everybody: "everybody",
  nobody: "nobody",
  and: " and ",
  or: " or ",
  not: (rule) => `not (${rule})`,
  group: (rule) => `(${rule})`,
  label: (label) => label.toLowerCase(),
  subject: (label, filters, when) => `${label}${filters.length > 0 ? ` (${filters.join(" and ")})` : ""}${when ? ` ${when}` : ""}`,
  filter: (label, predicate) => `${label} ${predicate}`,
  yes: (label) => label,
  no: (label) => `not ${label}`,
  amount: (subject, predicate) => `${subject}: ${predicate}`,
  statement: (subject, predicate) => `${subject} ${predicate}`,
  amounts: {
    eq: before("exactly"),
    neq: before("other than"),
    gt: before("more than"),
    gte: before("at least"),
    lt: before("fewer than"),
    lte: before("at most"),
    between: before("between"),
  },
  predicates: {
    eq: before("is"),
    neq: before("is not"),
    gt: before("is more than"),
    gte: before("is at least"),
    lt: before("is less than"),
    lte: before("is at most"),
    between: before("is between"),
    in: before("is one of"),
    not_in: before("is none of"),
    contains: before("contains"),
    not_contains: before("does not contain"),
    starts_with: before("starts with"),
    not_starts_with: before("does not start with"),
    ends_with: before("ends with"),
    not_ends_with: before("does not end with"),
    set: before("is known"),
    not_set: before("is not known"),
    before: before("is before"),
    after: before("is after"),
    on: before("is on"),
    in_last: before("is in"),
    not_in_last: before("is not in"),
    in_next: before("is in"),
    anniversary_in_next: before("comes round in"),
    has_any: before("has any of"),
    has_all: before("has all of"),
    has_none: before("has none of"),
  },
  seconds: (value) => `${value} seconds`,
  both: (one, other) => `${one} and ${other}`,
  list: (values, more) => `${values.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
  past: (count, unit) => `the past ${time(count, unit)}`,
  next: (count, unit) => `the next ${time(count, unit)}`,
  today: "today",
  inPast: (count, unit) => `in the past ${time(count, unit)}`,
  fromTo: (from, to) => `from ${from} to ${to}`,
  since: (from) => `since ${from}`,
  until: (to) => `until ${to}`,
  steps: (steps, pace) => `${steps.join(", then ")}${pace ? `, each within ${time(pace.count, pace.unit)} of the one before` : ""}`,
}
