import sql from "sql-template-tag"
import type { ReportPart } from "../../../../contract"
import { reportSection, type Counted } from "../report-row"
import { activityMeasures } from "./activity"
import { clickRows } from "./clicks"
import { readEvents, type Events } from "./events"
import { navigationFlow } from "./flow"
import { journeysOf } from "./journeys"
import { pathNames, readPaths, type Named } from "./paths"
import type { ReportScope } from "./scope"
import { sessionSections, toPaths } from "./sessions"
import { stepsOf } from "./steps"
import { topRows } from "./top-rows"

/** What members did in the report's days, against everybody. */
export async function behaviourPart(scope: ReportScope): Promise<ReportPart> {
  const { db, people, sizes } = scope
  const measures = await activityMeasures(scope)
  const pathOf = await readPaths(db)
  const namesOf = (paths: number[]): Promise<Map<number, Named>> => pathNames(db, paths)
  const sessions = await sessionSections(scope, pathOf)
  const events = await readEvents(scope)
  const journeys = journeysOf(events)
  const steps = stepsOf(events, journeys, pathOf)
  const section = (id: string, title: string, rows: Counted[]) => reportSection({ id, title, unit: "count", rows, sizes })
  const pages = people.tally({ profiles: events.profiles, keys: toPaths(events.pages, pathOf) })
  return {
    measures,
    sections: [
      section("pages", "Pages", await topRows(pages, namesOf)),
      ...sessions.pages,
      section("paths", "Navigation paths", await topRows(people.tally(steps), (keys) => stepNames(keys, steps.pathsOf, namesOf))),
      section("clicks", "Clicks", await clickRows(scope)),
      section("events", "Events", await eventRows(scope, events)),
      ...sessions.sources,
    ],
    flow: await navigationFlow(events, journeys, pathOf, people, namesOf),
  }
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

async function eventRows({ db, people }: ReportScope, { profiles, names }: Events): Promise<Counted[]> {
  return topRows(people.tally({ profiles, keys: names }), async (ids) => {
    const rows = await db.rows<{ id: number; name: string }>(sql`select id, name from audience.event_name where id = any(${ids}::int[])`)
    return new Map(rows.map(({ id, name }) => [id, { key: name, label: name }]))
  })
}
