import sql from "sql-template-tag"
import type { Consent } from "../../../contract"
import type { Database, Transaction } from "../lib/database"
import { claimSql, readClaim, releaseEvents, type Span } from "./claim-events"
import { copyRow, EVENTS } from "./copy-rows"
import type { Dictionaries } from "./dictionaries"
import type { ParsedEvent } from "./parse-event"
import type { BatchVisitor, CollectionPorts, ResolvedVisitor } from "./types"

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
 * Ids are claimed before anything else is read or written: a request that brings nothing new, such as
 * one that a proxy repeats an hour later, must not take its old consent for the visitor's latest word.
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
  const claim = claimSql(eventIds(requests), span, now)
  return ports.writeBatch(claim, visitorsOf(requests.map((request) => ({ request, events: request.events }))), async (batch) => {
    const { tx, claimed, resolveVisitors } = batch
    const { batchId, take } = readClaim(claimed)
    if (batchId === null) return requests.map(({ events }) => ({ accepted: 0, duplicates: events.length, erased: [] }))
    const fresh = requests.map((request) => ({ request, events: request.events.filter(({ id }) => take(id)) }))
    const visitors = await resolveVisitors(visitorsOf(fresh))
    let rows = ""
    const tasks: { event: ParsedEvent; visitorId: number }[] = []
    const released: string[] = []
    const written = fresh.map(({ request, events }) => {
      const visitor = visitors.get(request.visitor)
      const erased: number[] = []
      for (const event of events) {
        if (!visitor || isErased(event, visitor)) {
          released.push(event.id)
          erased.push(request.events.indexOf(event))
          continue
        }
        rows += copyEvent(event, ids, request, visitor, batchId)
        if (event.task) tasks.push({ event, visitorId: visitor.visitorId })
      }
      return { accepted: events.length - erased.length, duplicates: request.events.length - events.length, erased }
    })
    if (released.length > 0) await releaseEvents(tx, batchId, released, rows === "")
    if (tasks.length > 0) await queueTasks(tx, tasks)
    if (rows !== "") tx.copyLast({ into: EVENTS, rows })
    return written
  })
}

/** An event of a browser's queue from before its person was erased: storing it would bring that past back. */
function isErased({ at }: ParsedEvent, { erasedAt }: ResolvedVisitor): boolean {
  return erasedAt !== undefined && at <= erasedAt.getTime()
}

function eventIds(requests: PendingRequest[]): string[] {
  const ids: string[] = []
  for (const { events } of requests) for (const { id } of events) ids.push(id)
  return ids
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

/** The visitors who bring something new, with the consent of their latest request that does. */
function visitorsOf(fresh: { request: PendingRequest; events: ParsedEvent[] }[]): BatchVisitor[] {
  const visitors = new Map<string, { firstAt: number; lastAt: number; consent: Partial<Consent> | undefined }>()
  for (const { request, events } of fresh) {
    if (events.length === 0) continue
    const known = visitors.get(request.visitor)
    let { firstAt, lastAt } = known ?? { firstAt: Number.POSITIVE_INFINITY, lastAt: 0 }
    for (const { at } of events) {
      firstAt = Math.min(firstAt, at)
      lastAt = Math.max(lastAt, at)
    }
    visitors.set(request.visitor, { firstAt, lastAt, consent: request.consent ?? known?.consent })
  }
  return [...visitors].map(([uuid, { firstAt, lastAt, consent }]) => ({
    ...{ uuid, firstAt: new Date(firstAt), lastAt: new Date(lastAt) },
    ...(consent ? { consent } : {}),
  }))
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

async function queueTasks(tx: Transaction, tasks: { event: ParsedEvent; visitorId: number }[]): Promise<void> {
  await tx.execute(sql`
    insert into audience.identity_task (visitor_id, kind, payload, at)
    select visitor_id, kind, payload::jsonb, at from unnest(
      ${tasks.map(({ visitorId }) => visitorId)}::int[], ${tasks.map(({ event }) => event.task?.kind)}::text[],
      ${tasks.map(({ event }) => event.task?.payload)}::text[], ${tasks.map(({ event }) => new Date(event.at))}::timestamptz[]
    ) with ordinality as tasks (visitor_id, kind, payload, at, position) order by at, position`)
}
