import type { ComparedMeasure } from "../../../../contract"
import type { CompareSums } from "./sums"

interface Definition extends Pick<ComparedMeasure, "key" | "group" | "label" | "unit"> {
  of(sums: CompareSums): number | null
  /** Grows with the number of people: compared by its part of one person, so that a small segment is not worse for being small. */
  summed?: true
  /** Says nothing about people, such as their number: no index. */
  plain?: true
}

const ratio = (over: number, under: number): number | null => (under > 0 ? over / under : null)

const DEFINITIONS: Definition[] = [
  { key: "members", group: "size", label: "Members", unit: "count", of: (s) => s.people, plain: true },
  { key: "active_7d", group: "size", label: "Active in the past 7 days", unit: "share", of: (s) => ratio(s.active, s.people) },
  { key: "identified", group: "size", label: "Identified", unit: "share", of: (s) => ratio(s.identified, s.people) },
  { key: "visited", group: "activity", label: "Visited", unit: "share", of: (s) => ratio(s.visitors, s.people) },
  { key: "sessions", group: "activity", label: "Visits", unit: "count", of: (s) => s.sessions, summed: true },
  { key: "sessions_per_visitor", group: "activity", label: "Visits per visitor", unit: "count", of: (s) => ratio(s.sessions, s.visitors) },
  { key: "page_views", group: "activity", label: "Page views", unit: "count", of: (s) => s.page_views, summed: true },
  { key: "views_per_session", group: "activity", label: "Page views per visit", unit: "count", of: (s) => ratio(s.page_views, s.sessions) },
  { key: "engaged_time", group: "activity", label: "Time on site", unit: "seconds", of: (s) => s.engaged, summed: true },
  { key: "average_session_time", group: "activity", label: "Time per visit", unit: "seconds", of: (s) => ratio(s.engaged, s.sessions) },
  { key: "buyers", group: "purchase", label: "Bought", unit: "share", of: (s) => ratio(s.buyers, s.people) },
  { key: "orders", group: "purchase", label: "Orders", unit: "count", of: (s) => s.orders, summed: true },
  { key: "revenue", group: "purchase", label: "Revenue", unit: "money", of: (s) => s.revenue, summed: true },
  { key: "revenue_per_member", group: "purchase", label: "Revenue per member", unit: "money", of: (s) => ratio(s.revenue, s.people) },
  { key: "average_order_value", group: "purchase", label: "Average order value", unit: "money", of: (s) => ratio(s.revenue, s.orders) },
  { key: "orders_per_buyer", group: "purchase", label: "Orders per buyer", unit: "count", of: (s) => ratio(s.orders, s.buyers) },
] // prettier-ignore

/** The measures of each segment beside those of everybody. */
export function comparedMeasures(segments: readonly CompareSums[], all: CompareSums): ComparedMeasure[] {
  return DEFINITIONS.map(({ of, summed, plain, ...measure }) => {
    const compared = (sums: CompareSums): number | null => {
      const value = of(sums)
      return summed && value !== null ? ratio(value, sums.people) : value
    }
    const norm = plain ? null : compared(all)
    const indexOf = (value: number | null): number | null => (norm !== null && norm > 0 && value !== null ? (value / norm) * 100 : null)
    return { ...measure, values: segments.map(of), all: of(all), index: segments.map((sums) => indexOf(compared(sums))) }
  })
}

/** Measures that everybody has no figure for: everybody is everybody's share, and nobody enters or leaves them. */
export function sizeMeasures(shares: (number | null)[], movements: readonly { entered: number; left: number }[]): ComparedMeasure[] {
  const measure = (key: string, label: string, unit: ComparedMeasure["unit"], values: (number | null)[]): ComparedMeasure => ({
    ...{ key, group: "size", label, unit, values },
    all: null,
    index: values.map(() => null),
  })
  return [
    measure("share", "Share of all", "share", shares),
    measure("entered", "Entered", "count", movements.map(({ entered }) => entered)),
    measure("left", "Left", "count", movements.map(({ left }) => left)),
  ] // prettier-ignore
}
