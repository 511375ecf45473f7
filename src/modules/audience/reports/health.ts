import sql from "sql-template-tag"
import type { AudienceActivity, AudienceHealth, AudienceSettings } from "../../../contract"
import type { Queryable } from "../lib/database"
import { countProfiles } from "./population"

const MS_A_SECOND = 1000
const RECENT_EVENTS = 10

/** What the audience knows of its own health. */
export type StagesHealth = Omit<AudienceHealth, "reconciliation">

/** How far each background stage is behind, what was refused, and which segments fail. */
export async function healthOf(db: Queryable, foldLag: number, now: Date, today: string): Promise<StagesHealth> {
  const [queue] = await db.rows<{ groups: number; batches: number; tasks: number; oldest_task: Date | null }>(sql`
    select (select count(*) from audience.touched) as groups, (select count(*) from audience.event_batch) as batches,
      (select count(*) from audience.identity_task) as tasks, (select min(at) from audience.identity_task) as oldest_task`)
  const { groups = 0, batches = 0, tasks = 0, oldest_task = null } = queue ?? {}
  const [stale] = await db.rows<{ count: number; oldest: Date | null }>(sql`
    select count(*) as count, min(updated_at) as oldest from audience.segment
    where deleted_at is null and archived_at is null and evaluated_version is distinct from version`)
  const behind = (since: Date | null | undefined): number => (since ? Math.max(0, (now.getTime() - since.getTime()) / MS_A_SECOND) : 0)
  const segments = stale?.count ?? 0
  return {
    stages: [
      { stage: "identity", lag: behind(oldest_task), detail: `${tasks} waiting`, waiting: { tasks } },
      { stage: "fold", lag: foldLag, detail: `${batches} batches waiting`, waiting: { batches } },
      {
        stage: "evaluation",
        lag: behind(stale?.oldest),
        detail: `${groups} groups of profiles waiting, ${segments} segments to compute`,
        waiting: { groups, segments },
      },
    ],
    refusals: await refusals(db, today),
    failing_segments: await failingSegments(db),
  }
}

function refusals(db: Queryable, today: string): Promise<AudienceHealth["refusals"]> {
  return db.rows<AudienceHealth["refusals"][number] & Record<string, unknown>>(sql`
    select reason, coalesce(sum(count) filter (where day = ${today}::date), 0) as today, sum(count) as last_7d
    from audience.refusal where day > ${today}::date - 7 and day <= ${today}::date group by reason order by last_7d desc, reason`)
}

async function failingSegments(db: Queryable): Promise<AudienceHealth["failing_segments"]> {
  const rows = await db.rows<{ id: string; name: string; error: string; failed_at: Date }>(sql`
    select id, name, error, coalesce(failed_at, updated_at) as failed_at from audience.segment
    where deleted_at is null and archived_at is null and error is not null order by failed_at desc, id`)
  return rows.map((row) => ({ ...row, failed_at: row.failed_at.toISOString() }))
}

/** The events received last. Cheap at any size: pages ask every few seconds. */
export async function latestActivity(db: Queryable): Promise<AudienceActivity> {
  const recent = await db.rows<{ name: string; at: Date; url: string | null }>(sql`
    select n.name, e.at, g.host || g.path as url
    from (select * from audience.event order by batch_id desc, at desc, id desc limit ${RECENT_EVENTS}) e
    join audience.event_name n on n.id = e.name_id left join audience.page g on g.id = e.page_id
    order by e.batch_id desc, e.at desc, e.id desc`)
  return {
    recent_events: recent.map((event) => ({ ...event, at: event.at.toISOString() })),
    last_event_at: recent[0]?.at.toISOString() ?? null,
  }
}

export type RecordedFigures = Pick<AudienceSettings, "profiles" | "events">

/** How much is recorded. Reads a row of every profile. */
export async function recordedFigures(db: Queryable): Promise<RecordedFigures> {
  // The lifetime counters are folded; what waits in the queue is added, so that the figure moves with the first event.
  const [counts] = await db.rows<{ events: number }>(sql`
    select coalesce((select sum(events) from audience.profile_state), 0) + coalesce((select sum(events) from audience.event_batch), 0) as events`)
  return { profiles: await countProfiles(db), events: counts?.events ?? 0 }
}
