import type { CohortInterval, CohortOrigin, CohortReturn } from "../../src/contract"
import type { Range } from "../shared/range"

export type RfmAxis = "frequency" | "monetary"

/** What the page shows, as its address carries it. */
export interface CohortState {
  /** Null is everybody. */
  segment: string | null
  by: CohortOrigin
  returning: CohortReturn
  interval: CohortInterval
  axis: RfmAxis
  /** Days of the funnel; without them the server's last 30. */
  range: Range | null
}

/** One of the values where the address has it, else the first. */
function oneOf<Value extends string>(given: string | null, ...values: [Value, ...Value[]]): Value {
  return values.find((value) => value === given) ?? values[0]
}

export function readCohorts(search: URLSearchParams): CohortState {
  const by = oneOf<CohortOrigin>(search.get("by"), "first_visit", "first_order")
  const [from, to] = [search.get("from"), search.get("to")]
  return {
    segment: search.get("segment") || null,
    by,
    // Who bought first is mostly asked about buying again.
    returning: by === "first_order" ? oneOf(search.get("returning"), "order", "visit") : oneOf(search.get("returning"), "visit", "order"),
    interval: oneOf(search.get("interval"), "week", "month"),
    axis: oneOf(search.get("axis"), "frequency", "monetary"),
    range: from && to ? { from, to } : null,
  }
}

export function writeCohorts({ range, ...state }: CohortState): URLSearchParams {
  const all = { ...state, from: range?.from, to: range?.to }
  return new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === "string"))
}
