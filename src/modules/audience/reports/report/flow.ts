import type { FlowLink, FlowNode, NavigationFlow } from "../../../../contract"
import type { Views } from "./events"
import type { Journeys } from "./journeys"
import type { Named } from "./paths"
import type { People } from "./people"

/** Pages of a session that are followed; reloads count as one. */
const STEPS = 4
/** Pages told apart at each step; the others flow together. */
const PAGES_A_STEP = 5
/** The place of all other pages at a step, behind those told apart; and that of a session's end. */
const OTHERS = PAGES_A_STEP
const LEFT = PAGES_A_STEP + 1

/**
 * Which way members go through the shop: the first pages of their sessions, step by step,
 * from where to where, and where they leave.
 */
export async function navigationFlow(
  views: Views,
  journeys: Journeys,
  pathOf: Int32Array,
  people: People,
  namesOf: (paths: number[]) => Promise<Map<number, Named>>
): Promise<NavigationFlow> {
  const sessions = firstPages(views, journeys, pathOf, people)
  const steps = Array.from({ length: STEPS }, (_, step) => step)
  const shown = steps.map((step) => mostViewed(sessions, step))
  const names = await namesOf([...new Set(shown.flat())])
  const { nodes, links } = countSteps(sessions, shown)
  const nameAt = (step: number, place: number): Named => names.get(shown[step]?.[place] ?? 0) ?? { key: "", label: "" }
  const places = Array.from({ length: OTHERS + 1 }, (_, place) => place)
  return {
    sessions: sessions.length / STEPS,
    nodes: steps.flatMap((step) =>
      inOrder(
        places.map((place): FlowNode => ({ step, ...nameAt(step, place), sessions: nodes[step]?.[place] ?? 0 })),
        ({ key }) => key
      )
    ),
    links: steps.slice(0, -1).flatMap((step) =>
      inOrder(
        places.flatMap((from) =>
          [...places, LEFT].map((to): FlowLink => {
            const target = to === LEFT ? null : nameAt(step + 1, to).key
            return { step, from: nameAt(step, from).key, to: target, sessions: links[step]?.[from]?.[to] ?? 0 }
          })
        ),
        ({ from, to }) => `${from} ${to === null ? "left" : `to ${to}`}`
      )
    ),
  }
}

/** The first paths of every member's session, {@link STEPS} of each; 0 behind its end. */
function firstPages(views: Views, { rows, starts }: Journeys, pathOf: Int32Array, people: People): Int32Array {
  const sessions = new Int32Array((starts.length - 1) * STEPS)
  let filled = 0
  for (let session = 0; session < starts.length - 1; session++) {
    if (!people.isMember(views.profiles[rows[starts[session]!]!]!)) continue
    let pages = 0
    for (let i = starts[session]!; i < starts[session + 1]! && pages < STEPS; i++) {
      const path = pathOf[views.pages[rows[i]!]!] ?? 0
      if (path !== 0 && (pages === 0 || path !== sessions[filled + pages - 1])) sessions[filled + pages++] = path
    }
    if (pages > 0) filled += STEPS
  }
  return sessions.subarray(0, filled)
}

function mostViewed(sessions: Int32Array, step: number): number[] {
  const counts = new Map<number, number>()
  for (let i = step; i < sessions.length; i += STEPS) {
    const path = sessions[i]!
    if (path !== 0) counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  const ranked = [...counts].sort(([pathA, a], [pathB, b]) => b - a || pathA - pathB)
  return ranked.slice(0, PAGES_A_STEP).map(([path]) => path)
}

/** Sessions by step and place, and by step, place and the place that followed. */
function countSteps(sessions: Int32Array, shown: readonly number[][]): { nodes: number[][]; links: number[][][] } {
  const nodes = shown.map(() => new Array<number>(OTHERS + 1).fill(0))
  const links = shown.map((_, step) => (nodes[step] ?? []).map(() => new Array<number>(LEFT + 1).fill(0)))
  const placeOf = (step: number, path: number): number => {
    if (path === 0) return LEFT
    const place = shown[step]!.indexOf(path)
    return place < 0 ? OTHERS : place
  }
  for (let start = 0; start < sessions.length; start += STEPS) {
    let place = placeOf(0, sessions[start]!)
    for (let step = 0; step < STEPS && place !== LEFT; step++) {
      nodes[step]![place]!++
      if (step === STEPS - 1) break
      const next = placeOf(step + 1, sessions[start + step + 1]!)
      links[step]![place]![next]!++
      place = next
    }
  }
  return { nodes, links }
}

/** Those that anybody took, the most sessions first; ties by name, so that a flow reads the same twice. */
function inOrder<Item extends { sessions: number }>(items: Item[], nameOf: (item: Item) => string): Item[] {
  return items.filter(({ sessions }) => sessions > 0).sort((a, b) => b.sessions - a.sessions || (nameOf(a) < nameOf(b) ? -1 : 1))
}
