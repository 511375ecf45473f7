import { from as copyFrom } from "pg-copy-streams"
import sql from "sql-template-tag"
import type { Consent } from "../../../contract"
import type { Database, Transaction } from "../lib/database"
import { copyRow, EVENT_COLUMNS } from "./copy-rows"
import type { Dictionaries } from "./dictionaries"
import type { ParsedEvent } from "./parse-event"
import type { CollectionPorts, ResolvedVisitor } from "./types"

/** One request whose events passed all checks. */
export interface PendingRequest {
  visitor: string
  consent: Partial<Consent> | undefined
  contextKey: string
  events: ParsedEvent[]
}

export interface Written {
  accepted: number
  duplicates: number
  /** Places of the events that happened before their visitor was erased. */
  erased: number[]
}

interface Ids {
  names: Map<string, number>
  pages: Map<string, number>
  referrers: Map<string, number>
  sources: Map<string, number>
  contexts: Map<string, number>
}

/** Times of the earliest and the latest event of a batch, in milliseconds since 1970. */
export interface Span {
  first: number
  last: number
}

export function spanOf(requests: PendingRequest[]): Span {
  const span = { first: Number.POSITIVE_INFINITY, last: 0 }
  for (const { events } of requests) {
    for (const { at } of events) {
      if (at < span.first) span.first = at
      if (at > span.last) span.last = at
    }
  }
  return span
}

/**
 * Writes the events of these requests in one transaction and answers, per request, how many
 * were new. Event ids that were written before, or twice in the batch, count as duplicates.
 *
 * The batch's row in `event_batch` commits with its events: that is what the fold looks for.
 */
export async function writeBatch(
  database: Database,
  dictionaries: Dictionaries,
  ports: CollectionPorts,
  requests: PendingRequest[],
  span: Span,
  now: Date
): Promise<Written[]> {
  const ids = await dictionaryIds(database, dictionaries, requests)
  return database.transaction(async (tx) => {
    const visitors = await ports.resolveVisitors(tx, visitorsOf(requests))
    const erased = requests.map((request) => erasedEvents(request, visitors.get(request.visitor)))
    const { batchId, fresh } = await claimEvents(tx, withoutEvents(requests, erased), span, now)
    let rows = ""
    const tasks: { event: ParsedEvent; visitorId: number }[] = []
    const written = requests.map((request, place) => {
      const gone = erased[place] ?? []
      const visitor = visitors.get(request.visitor)
      if (!visitor) return { accepted: 0, duplicates: 0, erased: gone }
      const before = fresh.size
      for (const event of request.events) {
        if (!fresh.delete(event.id)) continue
        rows += copyEvent(event, ids, request, visitor, batchId)
        if (event.task) tasks.push({ event, visitorId: visitor.visitorId })
      }
      const accepted = before - fresh.size
      return { accepted, duplicates: request.events.length - gone.length - accepted, erased: gone }
    })
    if (rows !== "") await copy(tx, rows)
    if (tasks.length > 0) await queueTasks(tx, tasks)
    return written
  })
}

/** Events of a browser's queue from before its person was erased: storing them would bring that past back. */
function erasedEvents({ events }: PendingRequest, visitor: ResolvedVisitor | undefined): number[] {
  const until = visitor ? visitor.erasedAt?.getTime() : Number.POSITIVE_INFINITY
  return until === undefined ? [] : events.flatMap(({ at }, place) => (at <= until ? [place] : []))
}

function withoutEvents(requests: PendingRequest[], left: number[][]): PendingRequest[] {
  if (left.every((places) => places.length === 0)) return requests
  return requests.map((request, place) => ({ ...request, events: request.events.filter((_, at) => !left[place]?.includes(at)) }))
}

async function dictionaryIds(database: Database, dictionaries: Dictionaries, requests: PendingRequest[]): Promise<Ids> {
  const names = new Set<string>()
  const pages = new Set<string>()
  const referrers = new Set<string>()
  const sources = new Set<string>()
  const contexts = new Set<string>()
  for (const { contextKey, events } of requests) {
    contexts.add(contextKey)
    for (const event of events) {
      names.add(event.name)
      if (event.pageKey !== null) pages.add(event.pageKey)
      if (event.referrerKey !== null) referrers.add(event.referrerKey)
      if (event.sourceKey !== null) sources.add(event.sourceKey)
    }
  }
  return {
    names: await dictionaries.names.idsOf(database, names),
    pages: await dictionaries.pages.idsOf(database, pages),
    referrers: await dictionaries.referrers.idsOf(database, referrers),
    sources: await dictionaries.sources.idsOf(database, sources),
    contexts: await dictionaries.contexts.idsOf(database, contexts),
  }
}

function visitorsOf(requests: PendingRequest[]): { uuid: string; firstAt: Date; lastAt: Date; consent?: Partial<Consent> }[] {
  const visitors = new Map<string, { firstAt: number; lastAt: number; consent: Partial<Consent> | undefined }>()
  for (const { visitor, consent, events } of requests) {
    const known = visitors.get(visitor)
    let { firstAt, lastAt } = known ?? { firstAt: Number.POSITIVE_INFINITY, lastAt: 0 }
    for (const { at } of events) {
      firstAt = Math.min(firstAt, at)
      lastAt = Math.max(lastAt, at)
    }
    visitors.set(visitor, { firstAt, lastAt, consent: consent ?? known?.consent })
  }
  return [...visitors].map(([uuid, { firstAt, lastAt, consent }]) => ({
    ...{ uuid, firstAt: new Date(firstAt), lastAt: new Date(lastAt) },
    ...(consent ? { consent } : {}),
  }))
}

/** Remembers the ids of events and answers those that were not known, under the batch they belong to. */
async function claimEvents(
  tx: Transaction,
  requests: PendingRequest[],
  span: Span,
  now: Date
): Promise<{ batchId: number; fresh: Set<string> }> {
  const ids: string[] = []
  for (const { events } of requests) for (const { id } of events) ids.push(id)
  // Sorted, so that two processes that were sent the same events wait for each other in one direction only.
  const rows = await tx.rows<{ id: string; batch_id: number }>(sql`
    with fresh as (
      insert into audience.recent_event (id, received_on)
      select id, ${now.toISOString().slice(0, 10)}::date from unnest(${ids.sort()}::uuid[]) as id
      on conflict do nothing returning id
    ), batch as (
      insert into audience.event_batch (received_at, events, first_at, last_at)
      select ${now}::timestamptz, count(*), ${new Date(span.first)}::timestamptz, ${new Date(span.last)}::timestamptz from fresh having count(*) > 0
      returning id
    )
    select fresh.id, batch.id as batch_id from fresh, batch`)
  return { batchId: rows[0]?.batch_id ?? 0, fresh: new Set(rows.map(({ id }) => id)) }
}

function copyEvent(event: ParsedEvent, ids: Ids, request: PendingRequest, visitor: ResolvedVisitor, batchId: number): string {
  const name = ids.names.get(event.name)
  const context = ids.contexts.get(request.contextKey)
  if (name === undefined || context === undefined) throw new Error("an event's name or context has no id")
  const optional = (of: Map<string, number>, key: string | null): number | null => (key === null ? null : (of.get(key) ?? null))
  return copyRow(
    event,
    {
      name,
      context,
      page: optional(ids.pages, event.pageKey),
      referrer: optional(ids.referrers, event.referrerKey),
      source: optional(ids.sources, event.sourceKey),
    },
    visitor,
    batchId
  )
}

function copy(tx: Transaction, rows: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = tx.client.query(copyFrom(`copy audience.event (${EVENT_COLUMNS}) from stdin`))
    stream.once("error", reject)
    stream.once("finish", resolve)
    stream.end(rows)
  })
}

async function queueTasks(tx: Transaction, tasks: { event: ParsedEvent; visitorId: number }[]): Promise<void> {
  await tx.execute(sql`
    insert into audience.identity_task (visitor_id, kind, payload, at)
    select visitor_id, kind, payload::jsonb, at from unnest(
      ${tasks.map(({ visitorId }) => visitorId)}::int[], ${tasks.map(({ event }) => event.task?.kind)}::text[],
      ${tasks.map(({ event }) => event.task?.payload)}::text[], ${tasks.map(({ event }) => new Date(event.at))}::timestamptz[]
    ) with ordinality as tasks (visitor_id, kind, payload, at, position) order by at, position`)
}
