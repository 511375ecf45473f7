import type { NavigationFlow } from "../../src/contract"

export interface StepNode {
  name: string
  step: number
  sessions: number
  /** One page; "other" are all pages that are not told apart, "left" is where sessions end. */
  kind: "page" | "other" | "left"
}

export interface StepLink {
  source: number
  target: number
  value: number
}

/** The flow as a Sankey diagram wants it: links by the places of their nodes. Where sessions end stands at the end of each step. */
export function navigationData(flow: NavigationFlow, texts: { other: string; left: string }): { nodes: StepNode[]; links: StepLink[] } {
  const nodes: StepNode[] = []
  const places = new Map<string, number>()
  const add = (key: string, node: StepNode): void => {
    places.set(key, nodes.length)
    nodes.push(node)
  }
  // A page that nothing leads from or to would hang loose at the side.
  const linked = new Set(flow.links.flatMap(({ step, from, to }) => [`${step} ${from}`, ...(to === null ? [] : [`${step + 1} ${to}`])]))
  for (const { step, key, label, sessions } of flow.nodes) {
    if (!linked.has(`${step} ${key}`)) continue
    add(`${step} ${key}`, { name: key === "" ? texts.other : label, step, sessions, kind: key === "" ? "other" : "page" })
  }
  for (const step of new Set(flow.links.map((link) => link.step))) {
    const left = flow.links.filter((link) => link.step === step && link.to === null).reduce((sum, link) => sum + link.sessions, 0)
    if (left > 0) add(`${step + 1} left`, { name: texts.left, step: step + 1, sessions: left, kind: "left" })
  }
  const links = flow.links.flatMap(({ step, from, to, sessions }) => {
    const source = places.get(`${step} ${from}`)
    const target = places.get(to === null ? `${step + 1} left` : `${step + 1} ${to}`)
    return source === undefined || target === undefined ? [] : [{ source, target, value: sessions }]
  })
  return { nodes, links }
}
