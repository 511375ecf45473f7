import sql from "sql-template-tag"
import type { MembershipMove, SegmentOverview, SegmentUse, TopUser } from "../../../contract"
import { readHidden } from "../identity"
import type { ProfileSet } from "../lib/bitmap"
import type { Database, Queryable, Transaction } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { latestMoves, type Move } from "./moves"
import { countProfiles, membersTest, type Population } from "./population"
import { profilesById, type AttributesOf } from "./profiles"

const MS_A_MINUTE = 60_000
const MS_A_DAY = 24 * 60 * MS_A_MINUTE

/** A profile counts as active for exactly this long after its latest event. */
export const ACTIVE_MS = 7 * MS_A_DAY
/** A profile counts as online for this long after its latest event. */
const ONLINE_MS = 5 * MS_A_MINUTE
const TOP_USERS = 20
/** People named among those who entered and among those who left. */
const NAMED_MOVES = 10

export interface OverviewInput {
  segmentId: string
  members: ProfileSet
  entered: ProfileSet
  left: ProfileSet
  uses: SegmentUse[]
  now: Date
  currency: string
}

/**
 * The figures at the head of a segment's page.
 *
 * `active_7d` counts members whose latest event is at most 7 × 24 hours old; `identified`
 * those tied to a customer; `revenue` is what they ever spent, less refunds, in the
 * reporting currency. The top users are the members with the most engaged time ever,
 * the more recently seen first among equals.
 */
export async function overviewOf(
  database: Database,
  tx: Transaction,
  attributesOf: AttributesOf,
  input: OverviewInput
): Promise<SegmentOverview> {
  const { segmentId, entered, left, now } = input
  const hidden = await readHidden(tx)
  const counted = input.members.clone()
  counted.andNotInPlace(hidden)
  const people = { members: counted, isMember: membersTest(counted) }
  const figures = await database.together(tx, {
    total: countProfiles,
    active: async (db) => (await activeIn(db, [counted], now))[0] ?? 0,
    revenue: (db) => revenueOf(db, people),
    identified: (db) => identifiedOf(db, people),
    moves: async (db) => {
      const moves = await latestMoves(db, { segmentId, entered, left, since: activeSince(now), most: NAMED_MOVES })
      return { entered: await named(db, attributesOf, moves.entered), left: await named(db, attributesOf, moves.left) }
    },
    top_users: (db) => topUsers(db, attributesOf, people, now),
  })
  const { total, active, moves, ...others } = figures
  const members = counted.size
  return {
    ...{ members, total, share: total > 0 ? members / total : 0 },
    ...{ active_7d: active, entered_7d: entered.size, left_7d: left.size, ...moves },
    ...others,
    currency: input.currency,
    uses: input.uses,
  }
}

type People = Pick<Population, "members" | "isMember">

async function revenueOf(db: Queryable, { isMember }: People): Promise<number> {
  const [row] = await db.rows<{ revenue: number }>(
    sql`select coalesce(sum(s.spent), 0) as revenue from audience.profile_state s where s.orders > 0 and ${isMember(sql`s.profile_id`)}`
  )
  return row?.revenue ?? 0
}

async function identifiedOf(db: Queryable, { isMember }: People): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    sql`select count(*) as count from audience.profile p where p.customer_id is not null and ${isMember(sql`p.id`)}`
  )
  return row?.count ?? 0
}

async function named(db: Queryable, attributesOf: AttributesOf, moves: Move[]): Promise<MembershipMove[]> {
  const profiles = await profilesById(
    db,
    attributesOf,
    moves.map(({ id }) => id)
  )
  return moves.flatMap(({ id, at }) => {
    const profile = profiles.get(id)
    return profile ? [{ profile, at: at.toISOString() }] : []
  })
}

interface StateRow {
  id: number
  last_seen: Date | null
  sessions: number
  page_views: number
  engaged_time: number
}

async function topUsers(db: Queryable, attributesOf: AttributesOf, people: People, now: Date): Promise<TopUser[]> {
  const states = await db.rows<StateRow>(
    // The inner order is read from an index alone: the rows of those who are no members are never looked at.
    sql`select s.profile_id as id, s.last_seen, s.sessions, s.page_views, s.engaged_seconds as engaged_time
      from (select t.profile_id from audience.profile_state t where ${people.isMember(sql`t.profile_id`)}
        order by t.engaged_seconds desc, t.last_seen desc nulls last, t.profile_id desc limit ${TOP_USERS}) top
      join audience.profile_state s on s.profile_id = top.profile_id
      order by s.engaged_seconds desc, s.last_seen desc nulls last, s.profile_id desc`
  )
  const rows = [...states, ...withoutState(people.members, states)]
  const profiles = await profilesById(
    db,
    attributesOf,
    rows.map((row) => row.id)
  )
  const onlineSince = now.getTime() - ONLINE_MS
  return rows.flatMap(({ id, last_seen, ...measures }) => {
    const profile = profiles.get(id)
    if (!profile) return []
    return [
      {
        profile,
        last_seen: last_seen?.toISOString() ?? null,
        ...measures,
        online: last_seen !== null && last_seen.getTime() >= onlineSince,
      },
    ]
  })
}

/** Members who were never seen and never bought have no state; they fill up a short list. */
function withoutState(members: ProfileSet, states: StateRow[]): StateRow[] {
  if (states.length >= TOP_USERS || states.length >= members.size) return []
  const known = new Set(states.map((state) => state.id))
  const rows: StateRow[] = []
  for (const id of members) {
    if (known.has(id)) continue
    if (rows.length + states.length >= TOP_USERS) break
    rows.push({ id, last_seen: null, sessions: 0, page_views: 0, engaged_time: 0 })
  }
  return rows
}

/** The instant since which a profile must have been seen to count as active. */
export function activeSince(now: Date): Date {
  return new Date(now.getTime() - ACTIVE_MS)
}

/** How many of each set were active in the last 7 × 24 hours; everybody is read once for all sets. */
export async function activeIn(db: Queryable, sets: readonly ProfileSet[], now: Date): Promise<number[]> {
  if (sets.length === 0) return []
  const active = await readProfileSet(
    db,
    sql`select profile_id from audience.profile_state where last_seen >= ${activeSince(now)}::timestamptz`
  )
  return sets.map((set) => set.andCardinality(active))
}
