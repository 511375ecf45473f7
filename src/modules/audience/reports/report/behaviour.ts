import sql from "sql-template-tag"
import type { NavigationFlow, ReportMeasure, ReportPart, ReportSection } from "../../../../contract"
import { reportSection, type Counted } from "../report-row"
import { activityMeasures } from "./activity"
import { clickRows } from "./clicks"
import { readEvents, type Events } from "./events"
import { navigationFlow } from "./flow"
import { journeysOf } from "./journeys"
import { pathNames, type Named } from "./paths"
import type { ReportScope } from "./scope"
import { sessionSections, toPaths } from "./sessions"
import { stepsOf } from "./steps"
import { topRows } from "./top-rows"

/** What members did in the report's days, against everybody: what events and what the rollups tell. */
export interface Behaviour {
  events: Record<"pages" | "paths" | "events", ReportSection> & { flow: NavigationFlow }
  visits: { measures: ReportMeasure[]; pages: ReportSection[]; clicks: ReportSection; sources: ReportSection[] }
}

export function behaviourPart({ events, visits }: Behaviour): ReportPart {
  return {
    measures: visits.measures,
    sections: [events.pages, ...visits.pages, events.paths, visits.clicks, events.events, ...visits.sources],
    flow: events.flow,
  }
}

export async function visitFigures(scope: ReportScope, pathOf: Int32Array): Promise<Behaviour["visits"]> {
  const measures = await activityMeasures(scope)
  const sessions = await sessionSections(scope, pathOf)
  return { measures, ...sessions, clicks: section(scope, "clicks", "Clicks", await clickRows(scope)) }
}

export async function eventFigures(scope: ReportScope, pathOf: Int32Array): Promise<Behaviour["events"]> {
  const { db, people } = scope
  const { views, ...others } = await readEvents(scope)
  const namesOf = (numbers: number[]): Promise<Map<number, Named>> => pathNames(db, numbers)
  const journeys = journeysOf(views)
  const steps = stepsOf(views, journeys, pathOf)
  const pages = people.tally({ profiles: views.profiles, keys: toPaths(views.pages, pathOf) })
  const ways = await topRows(people.tally(steps), (keys) => stepNames(keys, steps.pathsOf, namesOf))
  return {
    pages: section(scope, "pages", "Pages", await topRows(pages, namesOf)),
    paths: section(scope, "paths", "Navigation paths", ways),
    events: section(scope, "events", "Events", await eventRows(scope, { views, ...others })),
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
