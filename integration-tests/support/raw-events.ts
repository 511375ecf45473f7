import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { Queryable } from "../../src/modules/audience/lib/database"
import type { TestAudience } from "./audience"

/** An event as its row says it, with texts in place of dictionary ids. */
export interface RawEvent {
  profileId: number
  visitorId: number
  session: string
  at: Date | string
  id?: string
  name?: string
  path?: string
  source?: { source: string; channel: string }
  device?: string
  seconds?: number
  productId?: string
}

/** Makes profiles that stand, and answers their ids. */
export async function createProfiles(db: Queryable, count: number, at: Date | string = "2026-01-01T00:00:00Z"): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(
    sql`insert into audience.profile (created_at) select ${at}::timestamptz from generate_series(1, ${count}::int) returning id`
  )
  return rows.map(({ id }) => id)
}

/**
 * Writes one batch of events as collection would, for tests that need a say in ids, times and
 * transactions. Partitions must exist: {@link TestAudience} `collection.ensurePartitions`.
 *
 * Where a fold may run meanwhile, `db` must be a transaction: a fold that meets the batch before its
 * events takes it off the queue, and they are never counted.
 *
 * @param dictionaries where names, pages and sources are added: apart from an open transaction, which would block others
 */
export async function writeRawBatch(
  db: Queryable,
  events: RawEvent[],
  receivedAt: Date | string = new Date(),
  dictionaries: Queryable = db
): Promise<number> {
  const [batch] = await db.rows<{ id: number }>(sql`
    insert into audience.event_batch (received_at, events, first_at, last_at)
    select ${receivedAt}::timestamptz, count(*), min(at), max(at) from unnest(${events.map(({ at }) => at)}::timestamptz[]) at returning id`)
  if (!batch) throw new Error("a batch has at least one event")
  const rows = events.map((event) => ({
    at: event.at,
    id: event.id ?? randomUUID(),
    session_id: event.session,
    profile_id: event.profileId,
    visitor_id: event.visitorId,
    name: event.name ?? "page_viewed",
    path: event.path ?? null,
    source: event.source?.source ?? null,
    channel: event.source?.channel ?? null,
    device: event.device ?? null,
    seconds: event.seconds ?? null,
    product_id: event.productId ?? null,
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (at timestamptz, id uuid, session_id uuid, profile_id int,
    visitor_id int, name text, path text, source text, channel text, device text, seconds real, product_id text)`
  await dictionaries.execute(sql`insert into audience.event_name (name) select distinct name from ${given} on conflict do nothing`)
  await dictionaries.execute(sql`
    insert into audience.page (host, path, title) select distinct 'shop.test', path, path from ${given} where path is not null on conflict do nothing`)
  await dictionaries.execute(sql`
    insert into audience.source (source, medium, channel) select distinct source, 'none', channel from ${given} where source is not null on conflict do nothing`)
  await dictionaries.execute(sql`
    insert into audience.context (device_type) select distinct device from ${given} where device is not null on conflict do nothing`)
  await db.execute(sql`
    insert into audience.event (at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, source_id, context_id, seconds, product_id)
    select g.at, g.id, g.session_id, ${batch.id}, g.profile_id, g.visitor_id, n.id, p.id, s.id, c.id, g.seconds, g.product_id
    from ${given} join audience.event_name n on n.name = g.name
    left join audience.page p on p.host = 'shop.test' and p.path = g.path
    left join audience.source s on s.source = g.source and s.channel = g.channel
    left join audience.context c on c.device_type = g.device`)
  return batch.id
}
