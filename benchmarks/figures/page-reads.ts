import { previewOf } from "../../src/api/admin/audience/preview"
import { listedSegments, segmentDtos } from "../../src/api/admin/audience/segment-dto"
import type { Audience } from "../../src/modules/audience/audience"
import { addDays, dayOf } from "../../src/modules/audience/lib/clock"
import { median, ms, time, type Figure } from "../figure"
import { saveQuestions } from "../segments"
import type { World } from "../world"
import { NOW, ZONE } from "../world/shape"
import { saveCrowd } from "./crowd"

/** What a page's requests read. */
type Reads = Record<string, () => Promise<unknown>>

const TO = dayOf(NOW, ZONE)
const FROM = addDays(TO, -29)
const LANGUAGE = "en"
/** Longest that a page may wait for what it came for. */
const MOST_MS = 1000

/** What every page of the admin reads, each as its first visitor waits for it, with eleven segments. */
export async function pageReadsFigure({ audience }: World, rounds: number, tell: (text: string) => void): Promise<Figure> {
  const questions = [...(await saveQuestions(audience)).values()]
  for (const id of questions) await audience.membership.evaluate(id)
  const crowd = await saveCrowd(audience)
  const slowest = { name: "", ms: 0 }
  let late = 0
  for (const [name, read] of Object.entries({ ...segmentReads(audience, crowd, questions), ...(await peopleReads(audience, crowd)) })) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(await time(read))
    const taken = median(times)
    tell(`  ${ms(taken).padStart(9)}  ${name}`)
    if (taken > MOST_MS) late++
    if (taken > slowest.ms) Object.assign(slowest, { name, ms: taken })
  }
  return {
    ...{ number: 19, name: "what each admin page reads, slowest", ours: `${ms(slowest.ms)} (${slowest.name}); ${late} beyond 1 s` },
    ...{ ms: slowest.ms, reference: "–", wanted: "≤ 1 s", holds: slowest.ms <= MOST_MS },
  }
}

function segmentReads(audience: Audience, crowd: string, questions: string[]): Reads {
  const { membership, reports, segments } = audience
  const eight = questions.slice(0, 8)
  const few = eight.slice(0, 2)
  const dto = async (ids: string[]): Promise<unknown> =>
    segmentDtos(audience, await Promise.all(ids.map((id) => segments.get(id))), { language: LANGUAGE })
  const values = (field: string, dimension?: string) => (): Promise<unknown> => segments.fieldValues(field, { dimension, limit: 50 })
  const retention = (segment: string | null, interval: "week" | "month", returning: "visit" | "order") => () =>
    reports.retention(segment, { by: "first_visit", interval, returning, periods: 12 })
  return {
    "segments: list": async () => listedSegments(audience, await segmentDtos(audience, await segments.all(), { language: LANGUAGE })),
    "segment: head": () => dto([crowd]),
    "segment: overview": () => reports.overview(crowd),
    "segment: trend": () => membership.trend(crowd, FROM, TO, "day"),
    "segment: report": () => reports.report(crowd, FROM, TO),
    "segment: versions": () => segments.versions(crowd, { language: LANGUAGE }),
    "segment: changes": () => reports.changes(crowd, { from: new Date(NOW.getTime() - 30 * 86_400_000), to: NOW, limit: 20, offset: 0 }),
    "compare: 2 segments": () => reports.compare(few, FROM, TO),
    "compare: 8 segments": () => reports.compare(eight, FROM, TO),
    "compare: overlap of 8": () => reports.overlap(eight),
    "compare: flows of 8": () => reports.flows(eight, FROM, TO),
    "cohorts: rfm of everybody": () => reports.rfm(null),
    "cohorts: rfm of a segment": () => reports.rfm(crowd),
    "cohorts: retention by week": retention(null, "week", "visit"),
    "cohorts: retention by month": retention(null, "month", "visit"),
    "cohorts: retention of a segment by month": retention(crowd, "month", "visit"),
    "cohorts: retention by order": retention(null, "month", "order"),
    "cohorts: funnel": () => reports.funnel(null, FROM, TO),
    "cohorts: funnel of a segment": () => reports.funnel(crowd, FROM, TO),
    "builder: catalogue": () => segments.catalogue(LANGUAGE),
    "builder: template counts": () => segments.templateCounts(),
    ...Object.fromEntries(
      questions.map((id, place) => [
        `builder: preview of R${place + 1} from nothing`,
        async () => previewOf(audience, (await segments.get(id)).rule),
      ])
    ),
    "builder: cities": values("visit.city"),
    "builder: landing pages": values("visit.first_landing_path"),
    "builder: viewed paths": values("behavior.page_views", "path"),
    "builder: titles": values("behavior.page_views", "title"),
    "builder: click labels": values("behavior.clicks", "label"),
    "builder: event names": values("behavior.events", "name"),
    "builder: searches": values("behavior.searches", "query"),
    "builder: products": values("purchase.orders", "product_id"),
    "builder: e-mail domains": values("attribute.email_domain"),
    "settings: activity": () => reports.activity(),
    "settings: recorded": () => reports.recorded(),
    "settings: health": () => reports.health(),
    "product: its segments": () => reports.productAudience("prod_0001"),
  }
}

const SORTS = [
  "-visit.last_seen", "visit.country", "-visit.average_session_time", "visit.weeks_active", "-visit.days_active", "-behavior.page_views",
  "-behavior.product_views", "-behavior.searches", "-purchase.spent", "-purchase.items", "-purchase.largest_order", "-purchase.refunds",
  "-purchase.abandoned_carts", "-purchase.top_category", "-purchase.recency_score", "purchase.rfm_group", "email", "attribute.phone",
  "attribute.email_domain", "-attribute.has_account", "-attribute.age", "attribute.member_tier", "attribute.customer_groups", "attribute.segments",
] // prettier-ignore
const FIELDS = ["visit.device_type", "visit.country", "visit.sessions", "purchase.spent", "attribute.member_tier"]

async function peopleReads(audience: Audience, crowd: string): Promise<Reads> {
  const { identity, membership, reports } = audience
  const page = { fields: FIELDS, limit: 20 }
  const { members } = await reports.members(crowd, { ...page, order: "-visit.sessions" })
  const publicId = members[0]?.id ?? ""
  const profileId = (await identity.profileIdOf(publicId)) ?? 0
  const segments = await audience.segments.all()
  return {
    ...Object.fromEntries(SORTS.map((order) => [`people: everybody by ${order}`, () => reports.profiles({ ...page, order })])),
    "people: a segment's": () => reports.members(crowd, page),
    "people: searched": () => reports.profiles({ ...page, q: "person77" }),
    "people: filtered": () =>
      reports.profiles({ ...page, rule: { match: "all", rules: [{ field: "visit.country", operator: "eq", value: "DE" }] } }),
    "person: profile": () => reports.profile(publicId),
    "person: timeline": () => reports.timeline(publicId, { limit: 30 }),
    "person: segments": () => membership.segmentsOf(profileId),
    "person: changes": () => membership.historyOf(profileId, { limit: 20, before: null }),
    ...Object.fromEntries(
      segments.map(({ id, name }) => [`person: why in ${name}`, () => membership.explain(id, profileId, { language: LANGUAGE })])
    ),
  }
}
