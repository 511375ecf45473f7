import type { Operator, TimeUnit } from "../../../../contract"

/** How the conditions of a group combine, `match` and `not` together: "none" is not any. */
export type Combination = "all" | "any" | "notAll" | "none"

/** How a comparison with a value is said; `value` is empty where the operator takes none. */
export type Predicate = (value: string) => string

/** The words and the word order of one language, out of which a rule becomes a sentence. */
export interface Phrases {
  byHand: string
  everybody: string
  nobody: string
  /** Between conditions, spaces included. */
  and: string
  or: string
  not(rule: string): string
  group(rule: string): string
  /** A label as it stands inside a sentence. */
  label(label: string): string
  /** What is asked about: the label, its filters, its time. */
  subject(label: string, filters: readonly string[], time: string | null): string
  filter(label: string, predicate: string): string
  yes(label: string): string
  no(label: string): string
  /** Subject and predicate of an amount ("at least 5"), and of anything else ("contains x"). */
  amount(subject: string, predicate: string): string
  statement(subject: string, predicate: string): string
  /** Comparisons of amounts; the others of {@link predicates} stand in. */
  amounts: Partial<Record<Operator, Predicate>>
  predicates: Record<Operator, Predicate>
  seconds(value: string): string
  both(one: string, other: string): string
  /** Some values, and how many more there are. */
  list(values: readonly string[], more: number): string
  past(count: number, unit: TimeUnit): string
  next(count: number, unit: TimeUnit): string
  today: string
  inPast(count: number, unit: TimeUnit): string
  fromTo(from: string, to: string): string
  since(from: string): string
  until(to: string): string
  /** Steps of a sequence one after the other, and the longest time between two. */
  steps(steps: readonly string[], pace: { count: number; unit: TimeUnit } | null): string
  /** What is different between two definitions; "added" and "removed" are said beside it. */
  differences: {
    combinations: Record<Combination, string>
    became(before: string, after: string): string
    /** Something that was put into a group, or taken out of it. */
    inGroup(part: string, group: string): string
    movedInto(part: string, group: string): string
    /** Out of its group, to the outermost conditions. */
    movedOut(part: string): string
    order: string
    name(text: string): string
    description(text: string): string
    quoted(text: string): string
  }
}
