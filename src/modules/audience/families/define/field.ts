import type { Sql } from "sql-template-tag"
import type { FieldType, FieldValue, Operator, RelativeTime } from "../../../../contract"
import type { Queryable } from "../../lib/database"
import type { EvidenceQuery } from "./evidence"
import type { Span } from "./span"
import type { Text } from "./text"

/** Operators that a field compiles: the negative ones of a rule arrive as the complement of one of these. */
export type PositiveOperator =
  | "eq" | "neq" | "gt" | "gte" | "lt" | "lte" | "between" | "outside"
  | "in" | "contains" | "starts_with" | "ends_with" | "set"
  | "before" | "after" | "on" | "in_last" | "in_next" | "anniversary_in_next"
  | "has_any" | "has_all" // prettier-ignore

export type AskedValue = string | number | boolean | readonly (string | number)[] | RelativeTime | undefined

/** A filter as the rule has it: negative operators included, they hold per fact. */
export interface AskedFilter {
  dimension: string
  operator: Operator
  value: AskedValue
}

/**
 * The positive form of one condition: what a field turns into a statement.
 *
 * `neq` and `outside` appear only on numbers, and only ever mean "has facts, and their figure differs".
 */
export interface Ask {
  operator: PositiveOperator
  value: AskedValue
  /** The window at the instant of evaluation; null is lifetime. */
  window: Span | null
  filters: readonly AskedFilter[]
  /** Steps of a sequence, for the fields that take them. */
  steps?: readonly { name: string; filters: readonly AskedFilter[] }[]
  /** Milliseconds from one step to the next at most; absent = any time. */
  stepWithin?: number
}

export interface CompileContext {
  now: Date
  /** IANA zone of the shop's calendar days. */
  zone: string
  /** Reporting currency. */
  currency: string
  cartAbandonedAfterMinutes: number
  /** ` and column = any(ids)` for an evaluation of some profiles, nothing for one of all. Every statement must contain it. */
  scope(column: Sql): Sql
}

/** One condition as a statement. */
export interface ConditionQuery {
  /** Selects `profile_id` of everybody for whom the ask holds; repeats are harmless. */
  statement: Sql
  /** The instant from which the answer may differ though nothing happened; null or absent = never. */
  until?: Date | null
  /** Selects one timestamptz `at`, the next such instant, or null. The earlier of the two counts. */
  untilQuery?: Sql
  /**
   * Tables of which it finds its few rows by an index or by other rows, whoever is asked about. When some profiles are looked at
   * together, the rows of these tables are not looked up by profile first.
   */
  finds?: readonly string[]
  /** What decides it for one profile, for the answer to "why"; the helpers of `define` tell it by themselves. */
  evidence?(): EvidenceQuery
}

/** Suggestions for a field or dimension, most frequent first; `q` filters by a part of value or label, without case. */
export type ValuesQuery = (input: { db: Queryable; q: string; limit: number; now: Date; key?: string }) => Promise<FieldValue[]>

export interface DimensionDefinition {
  /** As it stands in `where`; with `open` a prefix such as `properties.`. */
  key: string
  type: FieldType
  label: Text
  help?: Text
  /** Holds paths of pages: `/sale/` and `/sale` are one. */
  path?: boolean
  /** The field cannot be used without a filter on this dimension. */
  required?: boolean
  /** Any key may follow the prefix. */
  open?: boolean
  /** Looks at rows of products as they are now: whenever one is regrouped, a condition that filters by it is computed anew for all. */
  readsProducts?: boolean
  operators?: readonly Operator[]
  /** An `open` dimension gets what follows its prefix as `key`, and with no `key` suggests keys. */
  values?: ValuesQuery
}

/** One value of a person, e.g. a balance, as an SQL expression over the profile's id. */
export interface FieldColumn {
  type: "int" | "float8" | "numeric" | "timestamptz" | "date" | "text" | "boolean" | "text[]"
  value(profileId: Sql): Sql
}

export interface FieldDefinition {
  /** Without the family: `page_views`. */
  name: string
  type: FieldType
  label: Text
  help: Text
  /** Instead of the type's own operators. */
  operators?: readonly Operator[]
  /** Takes `within`. */
  windowed?: boolean
  /** A sequence of events: the condition has `steps`, whose filters take these dimensions. */
  stepDimensions?: readonly DimensionDefinition[]
  dimensions?: readonly DimensionDefinition[]
  /** `zero`: a profile without facts counts as 0 (or false), instead of having no value. */
  missing?: "zero"
  anniversary?: boolean
  /** Holds paths of pages: `/sale/` and `/sale` are one. */
  path?: boolean
  /** Shows who somebody is; hidden from admins without that right. */
  personal?: boolean
  /** When the answer changes by itself shows it: an age changes on the birthday. */
  personalTurn?: boolean
  /** `everybody`: one profile's answer rests on other profiles too (quintiles), so that no part of it can be brought up to date alone. */
  restsOn?: "everybody"
  /** Looks at rows of products as they are now, without any filter; see {@link DimensionDefinition.readsProducts}. */
  readsProducts?: boolean
  choices?: readonly { value: string; label: Text }[]
  /** The field's answer is computed by the set engine out of other segments; it has no `compile`. */
  segments?: boolean
  values?: ValuesQuery
  /**
   * What lists, files and sorting show for one person. Without it a family from outside has no
   * column; the plugin's own fields have theirs in the reports.
   */
  column?: FieldColumn
  compile(ask: Ask, context: CompileContext): ConditionQuery
}

export interface FamilyDefinition {
  id: string
  label: Text
  fields: readonly FieldDefinition[]
  /** Fields that depend on data, such as a shop's own attributes. Asked at every evaluation: must be quick. */
  moreFields?(db: Queryable): Promise<FieldDefinition[]>
}

const NAME = /^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)*$/

/**
 * Declares a field: one question about a profile.
 *
 * Only the definition's own mistakes are found here; whether `compile` is right is shown by the conformance suite.
 *
 * @throws Error that names the field, while the module loads.
 */
export function defineField(field: FieldDefinition): FieldDefinition {
  if (!NAME.test(field.name)) throw new Error(`Field "${field.name}": a name is lower case letters, digits and _.`)
  if (field.missing === "zero" && !["number", "money", "duration", "boolean"].includes(field.type)) {
    throw new Error(`Field "${field.name}": only numbers and booleans can be zero when nothing is known.`)
  }
  return field
}

/**
 * Declares a family: a module of fields under one name.
 *
 * @throws Error that names the family and the field, while the module loads.
 */
export function defineFamily(family: FamilyDefinition): FamilyDefinition {
  if (!/^[a-z][a-z0-9_]*$/.test(family.id)) throw new Error(`Family "${family.id}": an id is lower case letters, digits and _.`)
  const names = new Set<string>()
  for (const { name } of family.fields) {
    if (names.has(name)) throw new Error(`Family "${family.id}" declares the field "${name}" twice.`)
    names.add(name)
  }
  return family
}
