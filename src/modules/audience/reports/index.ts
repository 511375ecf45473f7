import type {
  AudienceActivity,
  ManualMember,
  MembersPage,
  ProductAudience,
  ProfileDto,
  ReportLine,
  SegmentOverview,
  SegmentReport,
  SegmentUse,
} from "../../../contract"
import { notFound } from "../errors"
import type { Identity } from "../identity"
import { dayOf } from "../lib/clock"
import type { ProfileSet } from "../lib/bitmap"
import type { Transaction } from "../lib/database"
import type { Membership } from "../membership"
import type { Rollups } from "../rollups"
import type { Segments } from "../segments"
import type { StageContext } from "../stage"
import { changesOf, type ChangesPage, type ChangesQuery } from "./changes"
import { createCohorts, type Cohorts } from "./cohorts"
import { createComparisons, type Comparisons } from "./compare"
import { resolveColumns, type ColumnSources } from "./columns"
import { healthOf, latestActivity, recordedFigures, type RecordedFigures, type StagesHealth } from "./health"
import { manualOf, type ManualQuery } from "./manual"
import { pageOf } from "./members"
import { metricsOf } from "./metrics"
import { narrowed } from "./narrow"
import { DEFAULT_ORDER, parseOrder } from "./order"
import { activeIn, ACTIVE_MS, overviewOf } from "./overview"
import { peopleOf } from "./people"
import { countProfiles } from "./population"
import { productAudienceOf } from "./product-audience"
import { profileDtos } from "./profiles"
import { reportOf } from "./report"
import { publicUuid } from "./search"
import { sparklinesOf } from "./sparkline"
import { timelineOf, type TimelinePage } from "./timeline"
import { usesOf } from "./uses"

export { joinsOf, resolveColumns, sortValue, type Column, type ColumnSources } from "./columns"
export { DEFAULT_ORDER, parseOrder } from "./order"
export { visibleIn } from "./population"
export type { ChangesQuery } from "./changes"
export { searchProfiles } from "./search"
export { narrowed } from "./narrow"

export interface MembersQuery {
  /** Full names of catalogue fields, answered as `values`. */
  fields: string[]
  /** Searches e-mail, name, customer id, member id and profile id. */
  q?: string
  /** Narrows the list to the people for whom this rule is true. */
  rule?: unknown
  /** Day of the shop's zone: the members at its end, with their columns as of now. Only for a segment. */
  at?: string
  /** Field name or profile column, `-` in front for descending; people without a value come last. Default `-visit.last_seen`. */
  order?: string
  limit: number
  /** `next_cursor` of the page before. */
  cursor?: string
}

export interface ProfilesQuery extends MembersQuery {
  /** Narrows the list to the profile of this customer, guest customers included. */
  customerId?: string
  /** Answers the internal profiles instead, who are in no other list. */
  internal?: boolean
}

/** Figures about memberships and people. Reads only; every answer is one moment of the database. */
export interface Reports extends Comparisons, Cohorts {
  /** The head of a segment's page; "active" is an event in the past 7 × 24 hours. @throws not_found */
  overview(segmentId: string): Promise<SegmentOverview>
  /** What rests on a segment. @throws not_found */
  uses(segmentId: string): Promise<SegmentUse[]>
  /**
   * The segment against all profiles in days of the shop's zone, both included. `tell` hears of every line as soon as it
   * is counted; what it throws ends the report. @throws not_found, invalid_data
   */
  report(segmentId: string, from: string, to: string, tell?: (line: ReportLine) => void): Promise<SegmentReport>
  /** A page of a segment's members. @throws not_found; invalid_data for an unknown field or a wrong cursor */
  members(segmentId: string, query: MembersQuery): Promise<MembersPage>
  /** A page of all profiles. */
  profiles(query: ProfilesQuery): Promise<MembersPage>
  /** @throws not_found */
  profile(publicId: string): Promise<ProfileDto>
  /** Active in the last 7 × 24 hours, for each of the sets in one pass. */
  active(sets: ProfileSet[]): Promise<number[]>
  profileDtos(ids: number[]): Promise<ProfileDto[]>
  /** The number of all profiles. */
  total(): Promise<number>
  /** Member counts of the last `days` days by segment, oldest first. */
  sparklines(segmentIds: string[], days: number): Promise<Map<string, number[]>>
  /** What one person did, newest first, before an instant or after the end of another page. @throws not_found; invalid_data for a wrong cursor */
  timeline(publicId: string, query: { limit: number; before?: Date; cursor?: string }): Promise<TimelinePage>
  /** Who entered and left between two instants, newest evaluation first. */
  changes(segmentId: string, query: ChangesQuery): Promise<ChangesPage>
  /** Which segments view and buy a product of Medusa's more than others; empty for one that nobody knows. */
  productAudience(productId: string): Promise<ProductAudience>
  /** Who was added to a segment, or excluded from it, by hand; latest first. */
  manual(segmentId: string, query: ManualQuery): Promise<{ manual: ManualMember[]; count: number }>
  /** The events received last. */
  activity(): Promise<AudienceActivity>
  /** The numbers of profiles and events. */
  recorded(): Promise<RecordedFigures>
  health(): Promise<StagesHealth>
  /** Health and sizes in Prometheus' text format. */
  metrics(): Promise<string>
}

export function createReports(
  context: StageContext,
  identity: Identity,
  rollups: Rollups,
  segments: Segments,
  membership: Membership
): Reports {
  const { database, clock, options } = context
  const attributesOf: Identity["attributesOf"] = (db, ids) => identity.attributesOf(db, ids)
  /** Statements of one answer must see one moment, or its figures contradict each other. */
  const moment = <Answer>(read: (tx: Transaction) => Promise<Answer>): Promise<Answer> =>
    database.transaction(read, { isolation: "repeatable read", readOnly: true })
  const segmentSets = async (): Promise<{ id: string; name: string; members: ProfileSet }[]> =>
    Promise.all((await segments.all()).map(async ({ id, name }) => ({ id, name, members: await membership.members(id) })))

  const sources: ColumnSources = { segmentSets, fields: () => segments.fields() }

  async function page(query: ProfilesQuery, among: ProfileSet | null): Promise<MembersPage> {
    const { q, customerId, internal, limit, cursor, order = DEFAULT_ORDER } = query
    const columns = await resolveColumns(database, context, sources, query.fields, "fields")
    const [sortColumn] = await resolveColumns(database, context, sources, [parseOrder(order).field], "order")
    if (!sortColumn) throw new Error("a resolved column is missing")
    return moment(async (tx) => {
      const people = await peopleOf(tx, { among: internal ? "internal" : among, q, customerId })
      return pageOf(tx, attributesOf, { people, columns, sortColumn, order, limit, cursor })
    })
  }

  async function profileIdOf(publicId: string): Promise<number> {
    const uuid = publicUuid(publicId)
    const id = uuid ? await identity.profileIdOf(publicId) : null
    if (id === null) throw notFound(`Profile with id: ${publicId} was not found`)
    return id
  }

  const health = async (): Promise<StagesHealth> =>
    healthOf(database, await rollups.lag(), clock.now(), dayOf(clock.now(), options.timeZone))

  return {
    ...createComparisons(context, segments, membership, moment),
    ...createCohorts(context, membership, moment),
    async overview(segmentId) {
      const now = clock.now()
      const members = await membership.members(segmentId)
      const { entered, left } = await membership.changes(segmentId, new Date(now.getTime() - ACTIVE_MS), now)
      const uses = await usesOf(database, segments, segmentId)
      const input = { segmentId, members, entered, left, uses, now, currency: options.currency }
      return moment((tx) => overviewOf(database, tx, attributesOf, input))
    },
    uses: (segmentId) => usesOf(database, segments, segmentId),
    async report(segmentId, from, to, tell) {
      const members = await membership.members(segmentId)
      const others = (await segments.all()).filter(({ id }) => id !== segmentId)
      const sets = await Promise.all(others.map(async ({ id, name }) => ({ id, name, members: await membership.members(id) })))
      return moment((tx) => reportOf(tx, context, { members, segments: sets, from, to, ...(tell ? { tell } : {}) }))
    },
    async members(segmentId, query) {
      const members = await membership.membersOn(segmentId, query.at)
      try {
        return await narrowed(segments, members, query.rule, (people) => page(query, people))
      } finally {
        members.dispose()
      }
    },
    profiles: (query) => narrowed(segments, null, query.rule, (people) => page(query, people)),
    async profile(publicId) {
      const [profile] = await profileDtos(database, attributesOf, [await profileIdOf(publicId)])
      if (!profile) throw notFound(`Profile with id: ${publicId} was not found`)
      return profile
    },
    active: (sets) => activeIn(database, sets, clock.now()),
    profileDtos: (ids) => profileDtos(database, attributesOf, ids),
    total: () => countProfiles(database),
    sparklines: (ids, days) => sparklinesOf(database, ids, dayOf(clock.now(), options.timeZone), days),
    timeline: async (publicId, { limit, before = clock.now(), cursor }) =>
      timelineOf(database, await profileIdOf(publicId), { limit, before, cursor }),
    changes: (segmentId, query) => changesOf(database, attributesOf, segmentId, query),
    async productAudience(productId) {
      const sets = await segmentSets()
      try {
        const day = { today: dayOf(clock.now(), options.timeZone), zone: options.timeZone }
        return await moment((tx) => productAudienceOf(tx, productId, sets, day))
      } finally {
        for (const { members } of sets) members.dispose()
      }
    },
    manual: (segmentId, query) => moment((tx) => manualOf(tx, attributesOf, segmentId, query)),
    activity: () => latestActivity(database),
    recorded: () => recordedFigures(database),
    health,
    metrics: async () => metricsOf(database, await health()),
  }
}
