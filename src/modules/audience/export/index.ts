import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { Segments } from "../segments"
import type { Membership } from "../membership"
import type { Readable } from "node:stream"

export interface ExportQuery {
  fields: string[]
  q?: string
  order?: string
  /** Byte order mark for Excel. */
  bom?: boolean
  /** Turns the formula guard off. */
  raw?: boolean
  headers?: "fields" | "labels"
}

export interface Exports {
  /** CSV of a segment's members, RFC 4180, UTF-8; fails before the first byte if the query is wrong. */
  csv(segmentId: string, query: ExportQuery): Promise<Readable>
}

export function createExports(_context: StageContext, _segments: Segments, _membership: Membership): Exports {
  return unbuilt<Exports>("export")
}
