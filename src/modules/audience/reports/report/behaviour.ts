import sql from "sql-template-tag"
import { BEHAVIOUR_SECTIONS, type NavigationFlow, type ReportSection } from "../../../../contract"
import { reportSection, type Counted } from "../report-row"
import { clickRows } from "./clicks"
import { readEvents, type Events } from "./events"
import { navigationFlow } from "./flow"
import { journeysOf } from "./journeys"
import { pathNames, type Named } from "./paths"
import type { ReportScope } from "./scope"
import { toPaths } from "./sessions"
import { stepsOf } from "./steps"
import { topRows } from "./top-rows"

/** Some sections of the report. */
export interface Sections {
  sections: ReportSection[]
}

/** What members did in the report's days, in the order in which it is read. */
export function inBehaviourOrder(sections: readonly ReportSection[]): ReportSection[] {
  const places = new Map<string, number>(BEHAVIOUR_SECTIONS.map((id, place) => [id, place]))
  return [...sections].sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

export async function clickSection(scope: ReportScope): Promise<Sections> {
  return { sections: [section(scope, "clicks", "Clicks", await clickRows(scope))] }
}

export async function eventPiece(scope: ReportScope, pathOf: Int32Array): Promise<Sections & { flow: NavigationFlow }> {
  const { db, people } = scope
  const { views, ...others } = await readEvents(scope)
  const namesOf = (numbers: number[]): Promise<Map<number, Named>> => pathNames(db, numbers)
  const journeys = journeysOf(views)
  const steps = stepsOf(views, journeys, pathOf)
  const pages = people.tally({ profiles: views.profiles, keys: toPaths(views.pages, pathOf) })
  const ways = await topRows(people.tally(steps), (keys) => stepNames(keys, steps.pathsOf, namesOf))
  return {
    sections: [
      section(scope, "pages", "Pages", await topRows(pages, namesOf)),
      section(scope, "paths", "Navigation paths", ways),
      section(scope, "events", "Events", await eventRows(scope, { views, ...others })),
    ],
    flow: await navigationFlow(views, journeys, pathOf, people, namesOf),
  }
}

function section({ sizes }: ReportScope, id: string, title: string, rows: Counted[]): ReportSection {
  return reportSection({ id, title, unit: "count", rows, sizes })
}

async function stepNames(
  keys: number[],
  pathsOf: (key: number) => [number, number],
  namesOf: (paths: number[]) => Promise<Map<number, Named>>
): Promise<Map<number, Named>> {
  const names = await namesOf([...new Set(keys.flatMap(pathsOf))])
  return new Map(
    keys.flatMap((key): [number, Named][] => {
      const [from, to] = pathsOf(key).map((path) => names.get(path))
      return from && to ? [[key, { key: `${from.key} → ${to.key}`, label: `${from.label} → ${to.label}` }]] : []
    })
  )
}

async function eventRows({ db, people }: ReportScope, { views, others, viewed }: Events): Promise<Counted[]> {
  const tallies = people.tally({ profiles: others.profiles, keys: others.names })
  const counts = tallies.keys().map((name) => ({ name, ...tallies.of(name) }))
  counts.push({ name: viewed, ...people.distinct(views.profiles) })
  const names = await db.rows<{ id: number; name: string }>(sql`select id, name from audience.event_name`)
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  return counts.flatMap(({ name, ...counted }) => {
    const key = nameOf.get(name)
    return key && counted.profiles > 0 ? [{ key, label: key, ...counted }] : []
  })
}
