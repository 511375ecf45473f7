import type { FlowLink, FlowNode, NavigationFlow } from "../../../../contract"
import type { Events } from "./events"
import type { Journeys } from "./journeys"
import type { Named } from "./paths"
import type { People } from "./people"

/** Pages of a session that are followed; reloads count as one. */
const STEPS = 4
/** Pages told apart at each step; the others flow together. */
const PAGES_A_STEP = 5
const OTHER_PAGES = 0
const LEFT = -1

/**
 * Which way members go through the shop: the first pages of their sessions, step by step,
 * from where to where, and where they leave.
 */
export async function navigationFlow(
  events: Events,
  journeys: Journeys,
  pathOf: Int32Array,
  people: People,
  namesOf: (paths: number[]) => Promise<Map<number, Named>>
): Promise<NavigationFlow> {
  const sessions = firstPages(events, journeys, pathOf, people)
  const shown = Array.from({ length: STEPS }, (_, step) => mostViewed(sessions, step))
  const names = await namesOf([...new Set(shown.flatMap((paths) => [...paths]))])
  const nodeAt = (session: number[], step: number): number => {
    const path = session[step]
    if (path === undefined) return LEFT
    return shown[step]?.has(path) ? path : OTHER_PAGES
  }
  const nodes = new Map<string, FlowNode>()
  const links = new Map<string, FlowLink>()
  const name = (node: number): Named | null => (node === LEFT ? null : (names.get(node) ?? { key: "", label: "" }))
  for (const session of sessions) {
    for (let step = 0; step < Math.min(STEPS, session.length); step++) {
      const from = name(nodeAt(session, step))
      if (!from) break
      count(nodes, `${step} ${from.key}`, () => ({ step, ...from, sessions: 0 }))
      if (step === STEPS - 1) break
      const to = name(nodeAt(session, step + 1))?.key ?? null
      count(links, `${step} ${from.key} ${to === null ? "left" : `to ${to}`}`, () => ({ step, from: from.key, to, sessions: 0 }))
    }
  }
  return { sessions: sessions.length, nodes: byStep(nodes), links: byStep(links) }
}

/** The first paths of every member's session. */
function firstPages(events: Events, { rows, starts }: Journeys, pathOf: Int32Array, people: People): number[][] {
  const sessions: number[][] = []
  for (let session = 0; session < starts.length - 1; session++) {
    if (!people.isMember(events.profiles[rows[starts[session]!]!]!)) continue
    const pages: number[] = []
    for (let i = starts[session]!; i < starts[session + 1]! && pages.length < STEPS; i++) {
      const path = pathOf[events.pages[rows[i]!]!] ?? 0
      if (path !== 0 && path !== pages.at(-1)) pages.push(path)
    }
    if (pages.length > 0) sessions.push(pages)
  }
  return sessions
}

function mostViewed(sessions: number[][], step: number): Set<number> {
  const counts = new Map<number, number>()
  for (const session of sessions) {
    const path = session[step]
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([pathA, a], [pathB, b]) => b - a || pathA - pathB)
  return new Set(ranked.slice(0, PAGES_A_STEP).map(([path]) => path))
}

function count<Item extends { sessions: number }>(items: Map<string, Item>, key: string, create: () => Item): void {
  const item = items.get(key) ?? create()
  item.sessions++
  items.set(key, item)
}

/** Step by step, the most sessions first; ties by name, so that a flow reads the same twice. */
function byStep<Item extends { step: number; sessions: number }>(items: Map<string, Item>): Item[] {
  return [...items]
    .sort(([nameA, a], [nameB, b]) => a.step - b.step || b.sessions - a.sessions || (nameA < nameB ? -1 : 1))
    .map(([, item]) => item)
}
