import { copyText } from "../lib/copy-text"
import type { ResolvedVisitor } from "./types"
import type { ParsedEvent } from "./parse-event"

/** Table and columns in the order of {@link copyRow}. */
export const EVENTS =
  "audience.event (at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, referrer_id, source_id, context_id, seconds, product_id, query, properties)"

/** Ids of an event's dictionary rows. */
export interface EventIds {
  name: number
  page: number | null
  referrer: number | null
  source: number | null
  context: number
}

/** One line of COPY's text format; see https://www.postgresql.org/docs/17/sql-copy.html#id-1.9.3.55.9.2 */
export function copyRow(event: ParsedEvent, ids: EventIds, visitor: ResolvedVisitor, batchId: number): string {
  return (
    new Date(event.at).toISOString() +
    "\t" +
    event.id +
    "\t" +
    event.session +
    `\t${batchId}\t${visitor.profileId}\t${visitor.visitorId}\t${ids.name}\t${ids.page ?? "\\N"}\t${ids.referrer ?? "\\N"}\t${ids.source ?? "\\N"}\t${ids.context}\t${event.seconds ?? "\\N"}\t` +
    copyText(event.productId) +
    "\t" +
    copyText(event.query) +
    "\t" +
    copyText(event.properties) +
    "\n"
  )
}
