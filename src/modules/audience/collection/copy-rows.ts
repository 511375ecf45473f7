import { copyText } from "../lib/copy-text"
import type { ParsedEvent } from "./parse-event"
import type { ResolvedVisitor } from "./types"

/** Table and columns in the order of {@link copyRow}. */
export const EVENTS =
  "audience.event (batch_id, profile_id, visitor_id, context_id, at, id, session_id, name_id, page_id, referrer_id, source_id, seconds, product_id, query, properties)"

/** Ids of dictionary rows by their keys. */
export interface DictionaryIds {
  names: Map<string, number>
  pages: Map<string, number>
  referrers: Map<string, number>
  sources: Map<string, number>
  contexts: Map<string, number>
}

/** What the rows of all events of a request begin with. */
export function startOfRows(batchId: number, { profileId, visitorId }: ResolvedVisitor, contextId: number): string {
  return `${batchId}\t${profileId}\t${visitorId}\t${contextId}\t`
}

/**
 * One line of COPY's text format; see https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.3.55.9.2
 *
 * @param start see {@link startOfRows}
 */
export function copyRow(start: string, event: ParsedEvent, ids: DictionaryIds): string {
  return (
    start +
    new Date(event.at).toISOString() +
    "\t" +
    event.id +
    "\t" +
    event.session +
    `\t${idOf(event.name, ids.names)}\t${idOf(event.pageKey, ids.pages)}\t${idOf(event.referrerKey, ids.referrers)}\t${idOf(event.sourceKey, ids.sources)}\t${event.seconds ?? NULL}\t` +
    copyText(event.productId) +
    "\t" +
    copyText(event.query) +
    "\t" +
    copyText(event.properties) +
    "\n"
  )
}

const NULL = "\\N"

function idOf(key: string | null, ids: Map<string, number>): number | string {
  if (key === null) return NULL
  const id = ids.get(key)
  if (id === undefined) throw new Error("a key of an event has no row in its dictionary")
  return id
}
