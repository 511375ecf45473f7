import { isRuleGroup, type RuleCondition, type RuleGroup, type RuleNode } from "../../src/contract"

/** The quick filters of a list of people. What they hold is a rule: the same people as a segment made of it. */
export interface Filters {
  identified: boolean | null
  countries: string[]
  devices: string[]
  /** Seen within so many days, today included; a negative number: not seen within them. */
  seen: number | null
}

export const NO_FILTERS: Filters = { identified: null, countries: [], devices: [], seen: null }

/** Choices of the filter on the latest visit, in days. */
export const SEEN_DAYS = [1, 7, 30, 90, -30, -90]

const listOf = (text: string | null): string[] => (text ?? "").split(",").filter(Boolean)

export function readFilters(search: URLSearchParams): Filters {
  const identified = search.get("identified")
  const seen = Number(search.get("seen"))
  return {
    identified: identified === null ? null : identified === "true",
    countries: listOf(search.get("country")),
    devices: listOf(search.get("device")),
    seen: Number.isInteger(seen) && seen !== 0 && Math.abs(seen) <= 730 ? seen : null,
  }
}

export function writeFilters(search: URLSearchParams, { identified, countries, devices, seen }: Filters): void {
  if (identified !== null) search.set("identified", String(identified))
  if (countries.length > 0) search.set("country", countries.join())
  if (devices.length > 0) search.set("device", devices.join())
  if (seen !== null) search.set("seen", String(seen))
}

/** The filters as a rule; undefined when nothing is filtered. */
export function ruleOf({ identified, countries, devices, seen }: Filters): RuleGroup | undefined {
  const rules: RuleCondition[] = []
  if (identified !== null) rules.push({ field: "attribute.identified", operator: "eq", value: identified })
  if (countries.length > 0) rules.push({ field: "visit.country", operator: "in", value: countries })
  if (devices.length > 0) rules.push({ field: "visit.device_type", operator: "in", value: devices })
  if (seen !== null) {
    rules.push({ field: "visit.last_seen", operator: seen > 0 ? "in_last" : "not_in_last", value: { last: Math.abs(seen), unit: "day" } })
  }
  return rules.length > 0 ? { match: "all", rules } : undefined
}

/** Both rules at once, as one that people can read: the parts of "all" groups side by side. */
export function both(...rules: (RuleNode | undefined)[]): RuleGroup {
  return {
    match: "all",
    rules: rules.flatMap((rule) => (!rule ? [] : isRuleGroup(rule) && rule.match === "all" && !rule.not ? rule.rules : [rule])),
  }
}
