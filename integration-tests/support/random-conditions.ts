import fc from "fast-check"
import { DateTime } from "luxon"
import type {
  CatalogueField,
  FieldType,
  Filter,
  Operator,
  RelativeTime,
  RuleCondition,
  RuleValue,
  SequenceStep,
  Window,
} from "../../src/contract"
import { caseOf, figureOf } from "./oracle"
import type { Draw } from "./random-world"
import type { World } from "./world"

const pick = <Value>(values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)

/**
 * Every operator of the field over every kind of window, and every operator of every
 * dimension, each with a value that lies on or next to one that occurs in the world.
 */
export function conditionsOf(draw: Draw, world: World, field: CatalogueField, segmentIds: readonly string[]): RuleCondition[] {
  if (field.step_dimensions) return sequences(draw, world, field)
  const required = field.dimensions.filter((dimension) => dimension.required)
  const windows = field.windowed ? allWindows(draw, world) : [undefined]
  const plain = field.operators.flatMap((operator) =>
    windows.map((within) =>
      complete(
        draw,
        world,
        field,
        operator,
        within,
        required.map((dimension) => filterOf(draw, world, field, dimension.key, pickOne(draw, dimension.operators))),
        segmentIds
      )
    )
  )
  const filtered = field.dimensions.flatMap((dimension) =>
    dimension.operators.map((operator) => {
      const others = required
        .filter(({ key }) => key !== dimension.key)
        .map(({ key, operators }) => filterOf(draw, world, field, key, pickOne(draw, operators)))
      const second = draw(fc.boolean()) ? [randomFilter(draw, world, field)] : []
      const where = [
        filterOf(
          draw,
          world,
          field,
          dimension.open ? `${dimension.key}${draw(pick(["color", "size", "label"]))}` : dimension.key,
          operator
        ),
        ...others,
        ...second,
      ]
      return complete(draw, world, field, pickOne(draw, field.operators), pickOne(draw, windows), where, segmentIds)
    })
  )
  return [...plain, ...filtered]
}

/** Whether the answer follows the clock: its window slides, or its value lies so far from now. */
export const followsTime = ({ within, value }: RuleCondition): boolean =>
  (within !== undefined && "last" in within) || (typeof value === "object" && !Array.isArray(value))

/** Sequences of two to five events over every kind of window, with and without a filter on a step. */
function sequences(draw: Draw, world: World, field: CatalogueField): RuleCondition[] {
  const names = pick(["page_viewed", "clicked", "product_viewed", "page_engaged", "gift_wrapped"])
  return allWindows(draw, world).flatMap((within) =>
    [true, false].map((value) => {
      const steps = Array.from({ length: draw(pick([2, 2, 2, 3, 5])) }, (): SequenceStep => {
        const { key } = pickOne(draw, field.step_dimensions ?? [])
        const filter: Filter =
          key === "properties."
            ? { dimension: "properties.color", operator: "not_set" }
            : { dimension: key, operator: pickOne(draw, ["set", "not_set"]) }
        return { name: draw(names), ...(draw(fc.boolean()) ? { where: [filter] } : {}) }
      })
      const step_within = draw(
        pick([undefined, { last: 1, unit: "hour" as const }, { last: 20, unit: "minute" as const }, { last: 2, unit: "day" as const }])
      )
      return { field: field.field, operator: "eq", value, steps, ...(within ? { within } : {}), ...(step_within ? { step_within } : {}) }
    })
  )
}

const pickOne = <Value>(draw: Draw, values: readonly Value[]): Value => draw(pick(values))

function randomFilter(draw: Draw, world: World, field: CatalogueField): Filter {
  const dimension = pickOne(draw, field.dimensions)
  return filterOf(draw, world, field, dimension.open ? `${dimension.key}color` : dimension.key, pickOne(draw, dimension.operators))
}

function allWindows(draw: Draw, world: World): (Window | undefined)[] {
  const day = (offset: number): string => DateTime.fromJSDate(world.now, { zone: world.zone }).plus({ days: offset }).toFormat("yyyy-MM-dd")
  const from = draw(fc.integer({ min: -30, max: 1 }))
  return [
    undefined,
    { last: draw(pick([1, 2, 7, 30])), unit: "day" },
    { last: draw(pick([1, 2, 48])), unit: "hour" },
    { last: draw(pick([1, 60, 90])), unit: "minute" },
    { from: day(from), to: day(from + draw(fc.integer({ min: 0, max: 20 }))) },
    { from: day(draw(fc.integer({ min: -20, max: 2 }))) },
    { to: day(draw(fc.integer({ min: -20, max: 1 }))) },
  ]
}

function complete(
  draw: Draw,
  world: World,
  field: CatalogueField,
  operator: Operator,
  within: Window | undefined,
  where: Filter[],
  segmentIds: readonly string[]
): RuleCondition {
  const condition: RuleCondition = { field: field.field, operator, ...(within ? { within } : {}), ...(where.length > 0 ? { where } : {}) }
  const value =
    field.field === "attribute.segments"
      ? draw(fc.subarray([...segmentIds], { minLength: 1 }))
      : valueOf(
          draw,
          world,
          field.type,
          operator,
          occurring(world, condition),
          field.choices?.map((choice) => choice.value)
        )
  return value === undefined ? condition : { ...condition, value }
}

function occurring(world: World, condition: RuleCondition): unknown[] {
  const known = caseOf(world, condition.field)
  if (!known || known.kind === "sequence") return []
  const values = world.profiles.map(({ id }) =>
    known.kind === "figure" ? figureOf(world, known, condition, id, world.now) : known.value(world, id, world.now)
  )
  return values.flat().filter((value) => value !== undefined && value !== null && value !== "")
}

function filterOf(draw: Draw, world: World, field: CatalogueField, dimension: string, operator: Operator): Filter {
  const definition = field.dimensions.find(({ key, open }) => (open ? dimension.startsWith(key) : key === dimension))
  const known = caseOf(world, field.field)
  const facts = known?.kind === "figure" ? world.profiles.flatMap(({ id }) => known.facts(world, id, world.now)) : []
  const values = facts
    .flatMap((fact) => [fact.dimensions[dimension], ...(fact.lines ?? []).map((line) => line.dimensions[dimension])])
    .flat()
    .filter((one) => one !== undefined && one !== null && one !== "")
  const value = valueOf(draw, world, definition?.type ?? "text", operator, values)
  return { dimension, operator, ...(value === undefined ? {} : { value }) }
}

const NUMERIC: readonly FieldType[] = ["number", "money", "duration"]
const SIZES: readonly string[] = ["gt", "gte", "lt", "lte", "between"]

function valueOf(
  draw: Draw,
  world: World,
  type: FieldType,
  operator: Operator,
  values: unknown[],
  choices: string[] = []
): RuleValue | undefined {
  if (operator === "set" || operator === "not_set") return undefined
  if (operator === "in_last" || operator === "not_in_last") return relative(draw, "last")
  if (operator === "in_next") return relative(draw, "next")
  if (operator === "anniversary_in_next") return { next: draw(pick([1, 3, 30, 366])), unit: "day" }
  if (type === "boolean") return draw(fc.boolean())
  if (type === "date")
    return dateValue(
      draw,
      world,
      operator,
      values.filter((value) => value instanceof Date || typeof value === "string") as (Date | string)[]
    )
  if (NUMERIC.includes(type) || SIZES.includes(operator)) return numberValue(draw, operator, values)
  return textValue(draw, type, operator, [...values.map(String), ...choices])
}

function relative(draw: Draw, key: "last" | "next"): RelativeTime {
  return { [key]: draw(pick([1, 2, 7, 30])), unit: draw(pick(["day", "hour", "minute"])) } as unknown as RelativeTime
}

/** Quarters only: the world's amounts are quarters, and a quotient that is none lies well away from each. */
function numberValue(draw: Draw, operator: Operator, values: unknown[]): RuleValue {
  const near = [0, 1, 2, ...values.map(Number).filter(Number.isFinite)].flatMap((value) => [value, value, value + 0.25, value - 0.25])
  const quarters = near.map((value) => Math.round(value * 4) / 4)
  if (operator !== "between") return draw(pick(quarters))
  return [draw(pick(quarters)), draw(pick(quarters))].sort((a, b) => a - b)
}

function dateValue(draw: Draw, world: World, operator: Operator, values: (Date | string)[]): RuleValue {
  const today = DateTime.fromJSDate(world.now, { zone: world.zone }).toFormat("yyyy-MM-dd")
  const days = [
    today,
    ...values.map((value) => (typeof value === "string" ? value : DateTime.fromJSDate(value, { zone: world.zone }).toFormat("yyyy-MM-dd"))),
  ]
  const shifted = days.flatMap((day) =>
    [-1, 0, 0, 1].map((by) => DateTime.fromISO(day, { zone: "utc" }).plus({ days: by }).toFormat("yyyy-MM-dd"))
  )
  const instants = [
    world.now,
    ...values.map((value) => (typeof value === "string" ? DateTime.fromISO(value, { zone: world.zone }).startOf("day").toJSDate() : value)),
  ].flatMap((at) => [-1, 0, 1].map((by) => new Date(at.getTime() + by).toISOString()))
  const one = (): string => draw(operator === "on" ? pick(shifted) : pick([...shifted, ...instants]))
  if (operator !== "between") return one()
  return [one(), one()].sort((a, b) => Date.parse(a) - Date.parse(b))
}

function textValue(draw: Draw, type: FieldType, operator: Operator, values: string[]): RuleValue {
  const known = values.length > 0 ? values : ["nothing"]
  const one = (): string => draw(pick([...known, ...known, ...known, "unheard-of"]))
  const inAnyCase = (value: string): string =>
    type === "choice" || type === "list" ? value : draw(pick([value, value.toUpperCase(), value.toLowerCase()]))
  if (operator === "in" || operator === "not_in" || type === "list") return [...new Set([one(), one()].map(inAnyCase))]
  const value = one()
  const cut = draw(fc.integer({ min: 1, max: Math.max(1, value.length) }))
  if (operator === "starts_with" || operator === "not_starts_with") return inAnyCase(value.slice(0, cut))
  if (operator === "ends_with" || operator === "not_ends_with") return inAnyCase(value.slice(-cut))
  if (operator === "contains" || operator === "not_contains") return inAnyCase(value.slice(Math.floor(cut / 2), cut + 1) || value)
  return inAnyCase(value)
}
