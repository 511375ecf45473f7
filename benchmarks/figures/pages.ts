import sql from "sql-template-tag"
import { addDays, dayOf } from "../../src/modules/audience/lib/clock"
import { median, ms, percentile, time, type Figure } from "../figure"
import { saveQuestions } from "../segments"
import type { World } from "../world"
import { NOW, ZONE } from "../world/shape"
import { saveCrowd } from "./crowd"

const VIEWS = 20

/** Overview: as often as twenty people would look at it. */
export async function overviewFigure({ audience }: World): Promise<Figure> {
  const id = await saveCrowd(audience)
  const times: number[] = []
  for (let view = 0; view < VIEWS; view++) times.push(await time(() => audience.reports.overview(id)))
  const slow = percentile(times, 0.95)
  return {
    ...{
      number: 10,
      name: "overview of a 40 % segment, p95",
      ours: ms(slow),
      ms: slow,
      reference: "–",
      wanted: "≤ 150 ms",
      holds: slow <= 150,
    },
  }
}

const ORDERS = [
  "-visit.last_seen",
  "visit.first_seen",
  "-visit.sessions",
  "-purchase.spent",
  "visit.country",
  "email",
  "-behavior.page_views",
]
const FIELDS = ["visit.device_type", "visit.country", "visit.sessions", "purchase.spent", "attribute.member_tier"]

/** The user list, sorted in every way and also far behind its start; and searched. */
export async function listFigure({ audience }: World, rounds: number): Promise<Figure> {
  const { reports } = audience
  const id = await saveCrowd(audience)
  const page = { fields: FIELDS, limit: 20 }
  const slowest = { plain: 0, order: "", search: 0 }
  for (const order of ORDERS) {
    const { next_cursor: deep } = await reports.members(id, { fields: [], order, limit: 20_000 })
    for (const cursor of [undefined, deep ?? undefined]) {
      const times: number[] = []
      for (let round = 0; round < rounds; round++) times.push(await time(() => reports.members(id, { ...page, order, cursor })))
      if (median(times) > slowest.plain) Object.assign(slowest, { plain: median(times), order: `${order}${cursor ? ", deep" : ""}` })
    }
  }
  for (const q of ["person77", "Last42"]) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(await time(() => reports.members(id, { ...page, q })))
    slowest.search = Math.max(slowest.search, median(times))
  }
  return {
    ...{
      number: 12,
      name: "user list page, slowest sort and depth; with search",
      ours: `${ms(slowest.plain)} (${slowest.order}); ${ms(slowest.search)}`,
    },
    ...{ reference: "–", wanted: "≤ 30 ms; ≤ 100 ms", holds: slowest.plain <= 30 && slowest.search <= 100 },
  }
}

/** Overlaps of eight segments, and the flow among them from one day to another. */
export async function compareFigure({ audience }: World, rounds: number): Promise<Figure> {
  const { database, membership, reports } = audience
  const ids = [...(await saveQuestions(audience)).values()].slice(0, 8)
  for (const id of ids) await membership.evaluate(id)
  const today = dayOf(NOW, ZONE)
  const [from, to] = [addDays(today, -2), addDays(today, -1)]
  // As if they had been computed first some days ago.
  await database.execute(sql`update audience.segment_change set changed_at = changed_at - interval '5 days'`)
  const overlap: number[] = []
  const flows: number[] = []
  for (let round = 0; round < rounds; round++) {
    overlap.push(await time(() => reports.overlap(ids)))
    flows.push(await time(() => reports.flows(ids, from, to)))
  }
  const slow = Math.max(median(overlap), median(flows))
  return {
    ...{ number: 13, name: "overlap of 8 segments; flow of 8 × 8 between two dates", ours: `${ms(median(overlap))}; ${ms(median(flows))}` },
    ...{ reference: "–", wanted: "≤ 100 ms", holds: slow <= 100 },
  }
}
