import type { SegmentFlows } from "../../src/contract"

/** A bar of the chart: the people in one place at one of the two days. `place` is null for "in none of these". */
export interface FlowNode {
  name: string
  place: number | null
  side: "from" | "to"
  people: number
}

export interface FlowLink {
  source: number
  target: number
  value: number
}

/** The chart's bars and ribbons; places without anybody are left out, a bar of no height has no meaning. */
export function flowData({ segments, placed }: SegmentFlows, none: string): { nodes: FlowNode[]; links: FlowLink[] } {
  const names = [...segments.map(({ name }) => name), none]
  const place = (index: number): number | null => (index < segments.length ? index : null)
  const before = names.map((name, row) => ({ name, place: place(row), side: "from" as const, people: sum(placed[row] ?? []) }))
  const after = names.map((name, column) => ({
    ...{ name, place: place(column), side: "to" as const },
    people: sum(placed.map((row) => row[column] ?? 0)),
  }))
  const nodes = [...before, ...after].filter(({ people }) => people > 0)
  const indexOf = (side: FlowNode["side"], index: number): number =>
    nodes.findIndex((node) => node.side === side && node.place === place(index))
  const links = placed.flatMap((row, from) =>
    row.flatMap((value, to) => (value > 0 ? [{ source: indexOf("from", from), target: indexOf("to", to), value }] : []))
  )
  return { nodes, links }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
