import type { TimeUnit } from "../../../../contract"
import type { Phrases, Predicate } from "./phrases"

const before =
  (words: string): Predicate =>
  (value) =>
    value === "" ? words : `${words} ${value}`

const UNITS = { day: ["Tag", "Tage", "Tagen"], hour: ["Stunde", "Stunden", "Stunden"], minute: ["Minute", "Minuten", "Minuten"] } as const

/** "5 Tage"; in the dative "5 Tagen". */
const time = (count: number, unit: TimeUnit, dative = false): string => `${count} ${UNITS[unit][count === 1 ? 0 : dative ? 2 : 1]}`

// A colon between what is asked and the answer spares cases and genders, which labels do not tell.

/** "Ausgegebener Betrag (Kategorie: Schuhe) in den letzten 365 Tagen: mindestens 500 und nicht (Art des Besuchers: Neu)" */
export const german: Phrases = {
  byHand: "Von Hand ausgewählt",
  everybody: "alle",
  nobody: "niemand",
  and: " und ",
  or: " oder ",
  not: (rule) => `nicht (${rule})`,
  group: (rule) => `(${rule})`,
  label: (label) => label,
  subject: (label, filters, when) => `${label}${filters.length > 0 ? ` (${filters.join(" und ")})` : ""}${when ? ` ${when}` : ""}`,
  filter: (label, predicate) => `${label}: ${predicate}`,
  yes: (label) => `${label}: ja`,
  no: (label) => `${label}: nein`,
  amount: (subject, predicate) => `${subject}: ${predicate}`,
  statement: (subject, predicate) => `${subject}: ${predicate}`,
  amounts: { eq: before("genau"), neq: before("nicht genau") },
  predicates: {
    eq: (value) => value,
    neq: before("nicht"),
    gt: before("mehr als"),
    gte: before("mindestens"),
    lt: before("weniger als"),
    lte: before("höchstens"),
    between: before("zwischen"),
    in: before("eines von"),
    not_in: before("keines von"),
    contains: before("enthält"),
    not_contains: before("enthält nicht"),
    starts_with: before("beginnt mit"),
    not_starts_with: before("beginnt nicht mit"),
    ends_with: before("endet mit"),
    not_ends_with: before("endet nicht mit"),
    set: before("bekannt"),
    not_set: before("nicht bekannt"),
    before: before("vor"),
    after: before("nach"),
    on: before("am"),
    in_last: before("in"),
    not_in_last: before("nicht in"),
    in_next: before("in"),
    anniversary_in_next: before("jährt sich in"),
    has_any: before("eines von"),
    has_all: before("alle von"),
    has_none: before("keines von"),
  },
  seconds: (value) => `${value} Sekunden`,
  both: (one, other) => `${one} und ${other}`,
  list: (values, more) => `${values.join(", ")}${more > 0 ? ` und ${more} weitere` : ""}`,
  past: (count, unit) =>
    count === 1
      ? `${UNITS[unit][0] === "Tag" ? "dem letzten Tag" : `der letzten ${UNITS[unit][0]}`}`
      : `den letzten ${time(count, unit, true)}`,
  next: (count, unit) =>
    count === 1
      ? `${UNITS[unit][0] === "Tag" ? "dem nächsten Tag" : `der nächsten ${UNITS[unit][0]}`}`
      : `den nächsten ${time(count, unit, true)}`,
  today: "heute",
  inPast: (count, unit) => `in ${german.past(count, unit)}`,
  fromTo: (from, to) => `vom ${from} bis ${to}`,
  since: (from) => `seit ${from}`,
  until: (to) => `bis ${to}`,
  steps: (steps, pace) => `${steps.join(", dann ")}${pace ? `, jedes höchstens ${time(pace.count, pace.unit)} nach dem vorigen` : ""}`,
  differences: {
    combinations: {
      all: "alles davon trifft zu",
      any: "mindestens eines davon trifft zu",
      notAll: "nicht alles davon trifft zu",
      none: "nichts davon trifft zu",
    },
    became: (before, after) => `${before} → ${after}`,
    inGroup: (part, group) => `${part} – in der Gruppe ${group}`,
    movedInto: (part, group) => `${part}: verschoben in die Gruppe ${group}`,
    movedOut: (part) => `${part}: aus der Gruppe herausgenommen`,
    order: "Reihenfolge der Bedingungen",
    name: (text) => `Name: ${text}`,
    description: (text) => `Beschreibung: ${text}`,
    quoted: (text) => `„${text}“`,
  },
}
