import { DateTime } from "luxon"
import { isRuleGroup, type Filter, type RuleCondition, type RuleNode, type Window } from "../../src/contract"
import { CASES, eventsOf, stepDimensions, type Case, type Dimension, type Fact, type Value } from "./oracle-cases"
import type { World } from "./world"

/**
 * Who a rule is true for, read word by word from the contract: a loop over people and
 * their facts, slow and plain. Shares no code with what it checks.
 */
export function oracle(
  world: World,
  rule: RuleNode,
  now = world.now,
  memberOf: (segment: string, profile: number) => boolean = () => false
): Set<number> {
  const everybody = world.profiles.filter(({ left }) => !left).map(({ id }) => id)
  const holds = (node: RuleNode, id: number): boolean => {
    if (!isRuleGroup(node)) return conditionHolds(world, node, id, now, memberOf)
    const all = node.match === "all" ? node.rules.every((child) => holds(child, id)) : node.rules.some((child) => holds(child, id))
    return node.not ? !all : all
  }
  return new Set(everybody.filter((id) => holds(rule, id)))
}

export function caseOf(world: World, field: string): Case | undefined {
  return CASES[field] ?? attributeCase(world, field)
}

function attributeCase(world: World, field: string): Case | undefined {
  const key = field.replace(/^attribute\.(custom\.)?/, "")
  const attribute = world.attributes.find(
    (one) => one.key === key && field === (one.predefined ? `attribute.${key}` : `attribute.custom.${key}`)
  )
  if (!attribute || key === "age") return undefined
  const value = (w: World, id: number): Value => w.profiles.find((profile) => profile.id === id)?.attributes[key]
  return attribute.type === "date" ? { kind: "day", value } : { kind: "value", value }
}

const NEGATIVE: Record<string, string> = {
  neq: "eq",
  not_in: "in",
  not_contains: "contains",
  not_starts_with: "starts_with",
  not_ends_with: "ends_with",
  not_set: "set",
  not_in_last: "in_last",
  has_none: "has_any",
}

function conditionHolds(
  world: World,
  condition: RuleCondition,
  id: number,
  now: Date,
  memberOf: (segment: string, profile: number) => boolean
): boolean {
  if (condition.field === "attribute.segments") {
    const member = (condition.value as string[]).map((segment) => memberOf(segment, id))
    return condition.operator === "has_all"
      ? member.every(Boolean)
      : condition.operator === "has_any"
        ? member.some(Boolean)
        : !member.some(Boolean)
  }
  const known = caseOf(world, condition.field)
  if (!known) throw new Error(`The oracle has no case for ${condition.field}.`)
  const { operator } = condition
  if (known.kind === "sequence") return happenedInOrder(world, condition, id, now) === condition.value
  if (known.kind === "figure") return isTrue(operator, figureOf(world, known, condition, id, now), condition.value, now, world.zone)
  const value = known.value(world, id, now)
  const positive = NEGATIVE[operator]
  const test = (name: string): boolean =>
    known.kind === "instant"
      ? value !== undefined && instantHolds(name, value as Date, condition.value, now, world.zone)
      : known.kind === "day"
        ? value !== undefined && dayHolds(name, value as string, condition.value, now, world.zone)
        : isTrue(name, value, condition.value, now, world.zone)
  return positive ? !test(positive) : test(operator)
}

/** The figure of one person over the facts that the window and the filters leave. */
export function figureOf(
  world: World,
  known: Case & { kind: "figure" },
  condition: RuleCondition,
  id: number,
  now: Date
): number | undefined {
  const clamped = known.facts(world, id, now).map((fact) => (fact.at > now ? { ...fact, at: now } : fact))
  const facts = clamped.filter((fact) => inWindow(fact, condition.within, now, world.zone))
  const figure = known.figure(facts, condition.where ?? [], factPasses, { zone: world.zone })
  return figure ?? (known.missing === "zero" ? 0 : undefined)
}

/** Whether one event after the other can be found for the steps, whichever event is tried first. */
function happenedInOrder(world: World, { steps = [], step_within, within }: RuleCondition, id: number, now: Date): boolean {
  const events = eventsOf(world, id).map((event) => ({ event, at: event.at > now ? now : event.at }))
  const longest = step_within ? step_within.last * { minute: 60_000, hour: 3_600_000, day: 86_400_000 }[step_within.unit] : Infinity
  const from = (step: number, after: number, latest: number): boolean =>
    step === steps.length ||
    events.some(({ event, at }, index) => {
      const { name, where = [] } = steps[step] ?? { name: "" }
      if (index <= after || at.getTime() > latest || event.name !== name) return false
      if (!inWindow({ at, dimensions: {} }, within, now, world.zone) || !factPasses(stepDimensions(event), where)) return false
      return from(step + 1, index, at.getTime() + longest)
    })
  return from(0, -1, Infinity)
}

function inWindow({ at }: Fact, within: Window | undefined, now: Date, zone: string): boolean {
  if (!within) return true
  const day = (date: Date): string => DateTime.fromJSDate(date, { zone }).toFormat("yyyy-MM-dd")
  if (!("last" in within)) return (within.from === undefined || day(at) >= within.from) && (within.to === undefined || day(at) <= within.to)
  if (within.unit === "day")
    return day(at) > DateTime.fromISO(day(now), { zone: "utc" }).minus({ days: within.last }).toFormat("yyyy-MM-dd")
  return at.getTime() >= now.getTime() - within.last * (within.unit === "hour" ? 3_600_000 : 60_000)
}

/** All filters hold on the one fact. */
export function factPasses(dimensions: Record<string, Dimension>, filters: readonly Filter[]): boolean {
  return filters.every(({ dimension, operator, value }) => {
    const positive = NEGATIVE[operator]
    const own = dimensions[dimension]
    const values = (Array.isArray(own) ? own : [own]).filter((one) => one !== undefined && one !== null)
    const some = (name: string): boolean => values.some((one) => isTrue(name, one as Value, value, new Date(0), "utc"))
    return positive ? !some(positive) : some(operator)
  })
}

const fold = (value: unknown): string => String(value).toLowerCase()

/** A comparison of numbers, texts, codes, booleans and lists; a missing value satisfies the negative ones alone. */
function isTrue(operator: string, value: Value, wanted: RuleCondition["value"], now: Date, zone: string): boolean {
  const positive = NEGATIVE[operator]
  if (positive) return !isTrue(positive, value, wanted, now, zone)
  if (value === undefined || value === null || value === "") return false
  if (Array.isArray(value)) {
    const list = wanted as string[]
    if (operator === "set") return value.length > 0
    return operator === "has_all" ? list.every((one) => value.includes(one)) : list.some((one) => value.includes(one))
  }
  if (operator === "set") return true
  if (typeof wanted === "boolean") return value === wanted
  if (operator === "gt" || operator === "gte" || operator === "lt" || operator === "lte" || operator === "between") {
    if (typeof value !== "number") return false
    const [low, high] = Array.isArray(wanted) ? (wanted as number[]) : [wanted as number, wanted as number]
    if (operator === "between") return value >= (low ?? 0) && value <= (high ?? 0)
    return operator === "gt"
      ? value > (low ?? 0)
      : operator === "gte"
        ? value >= (low ?? 0)
        : operator === "lt"
          ? value < (low ?? 0)
          : value <= (low ?? 0)
  }
  if (typeof wanted === "number") return value === wanted
  if (operator === "eq") return fold(value) === fold(wanted)
  if (operator === "in") return (wanted as string[]).some((one) => fold(one) === fold(value))
  if (operator === "contains") return fold(value).includes(fold(wanted))
  if (operator === "starts_with") return fold(value).startsWith(fold(wanted))
  if (operator === "ends_with") return fold(value).endsWith(fold(wanted))
  throw new Error(`The oracle does not know ${operator}.`)
}

const UNITS = { hour: 3_600_000, minute: 60_000 } as const

function instantHolds(operator: string, given: Date, wanted: RuleCondition["value"], now: Date, zone: string): boolean {
  if (operator === "set") return true
  if (operator === "anniversary_in_next") return dayHolds(operator, dayIn(given, zone), wanted, now, zone)
  const value = given > now ? now : given
  if (typeof wanted === "object" && !Array.isArray(wanted) && wanted.unit !== "day") {
    const ms = UNITS[wanted.unit]
    if ("last" in wanted) return value.getTime() >= now.getTime() - wanted.last * ms
    return value.getTime() >= now.getTime() && value.getTime() <= now.getTime() + wanted.next * ms
  }
  if (typeof wanted === "object" && !Array.isArray(wanted)) return dayHolds(operator, dayIn(value, zone), wanted, now, zone)
  const [first, last] = (Array.isArray(wanted) ? wanted : [wanted, wanted]) as [string, string]
  const compare = (to: string): number => (to.length === 10 ? sign(dayIn(value, zone), to) : Math.sign(value.getTime() - Date.parse(to)))
  if (operator === "before") return compare(first) < 0
  if (operator === "after") return compare(first) > 0
  return compare(first) >= 0 && compare(last) <= 0
}

const dayIn = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd")
const sign = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

const firstInstants = new Map<string, number>()

/** The earliest instant that bears this date or a later one, sought in steps that no change of clocks cuts in two. */
function firstInstant(day: string, zone: string): number {
  const key = `${day} ${zone}`
  const known = firstInstants.get(key)
  if (known !== undefined) return known
  let at = Date.parse(`${day}T00:00:00Z`) - 15 * UNITS.hour
  while (dayIn(new Date(at), zone) < day) at += 15 * UNITS.minute
  firstInstants.set(key, at)
  return at
}

/** A calendar day: it begins at midnight of the shop's zone, and that instant is what hours and minutes are counted to. */
function dayHolds(operator: string, value: string, wanted: RuleCondition["value"], now: Date, zone: string): boolean {
  if (operator === "set") return true
  const today = dayIn(now, zone)
  const away = (days: number): string => DateTime.fromISO(today, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd")
  const start = firstInstant(value, zone)
  if (typeof wanted === "object" && !Array.isArray(wanted)) {
    if (operator === "anniversary_in_next" && "next" in wanted)
      return Array.from({ length: wanted.next }, (_, i) => away(i)).some((day) => comesRound(value, day))
    if (wanted.unit !== "day") {
      const ms = UNITS[wanted.unit]
      if ("last" in wanted) return start >= now.getTime() - wanted.last * ms && start <= now.getTime()
      return start >= now.getTime() && start <= now.getTime() + wanted.next * ms
    }
    return "last" in wanted ? value <= today && value > away(-wanted.last) : value >= today && value < away(wanted.next)
  }
  const [first, last] = (Array.isArray(wanted) ? wanted : [wanted, wanted]) as [string, string]
  const compare = (to: string): number => (to.length === 10 ? sign(value, to) : Math.sign(start - Date.parse(to)))
  if (operator === "before") return compare(first) < 0
  if (operator === "after") return compare(first) > 0
  return compare(first) >= 0 && compare(last) <= 0
}

/** The 29th of February comes round on the 1st of March where a year lacks it. */
function comesRound(date: string, day: string): boolean {
  if (date.slice(5) === day.slice(5)) return true
  return date.slice(5) === "02-29" && day.slice(5) === "03-01" && !DateTime.fromISO(day).isInLeapYear
}
