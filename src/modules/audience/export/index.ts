import type { Readable } from "node:stream"
import { invalidData } from "../errors"
import { textIn } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { Membership } from "../membership"
import { narrowed, parseOrder, resolveColumns, searchProfiles, visibleIn, type ColumnSources } from "../reports"
import type { Segments } from "../segments"
import type { StageContext } from "../stage"
import { streamCsv } from "./csv"

export interface ExportQuery {
  /** Full names of catalogue fields: the file's columns. */
  fields: string[]
  q?: string
  /** Narrows the file to the people for whom this rule is true. */
  rule?: unknown
  /** Day of the shop's zone: the members at its end, with their columns as of now. Only for a segment. */
  at?: string
  /** As in the user list; without it the file is in the order in which people were first seen. */
  order?: string
  /** Byte order mark for Excel. */
  bom?: boolean
  /** Turns the formula guard off. */
  raw?: boolean
  /** What stands above the columns: full names of fields, or their labels in `language`. */
  headers?: "fields" | "labels"
  language?: string
}

export interface Exports {
  /**
   * CSV of a segment's members, or of everybody without a segment: RFC 4180, UTF-8, one row a person.
   *
   * Destroying the stream before its end stops the query and frees its connection.
   *
   * @throws before the first byte: not_found, invalid_data for an unknown field
   */
  csv(segmentId: string | null, query: ExportQuery): Promise<Readable>
}

export function createExports(context: StageContext, segments: Segments, membership: Membership): Exports {
  const { database } = context
  const sources: ColumnSources = {
    segmentSets: async () => Promise.all((await segments.all()).map(async ({ id }) => ({ id, members: await membership.members(id) }))),
    fields: () => segments.fields(),
  }
  const found = async (people: ProfileSet | null, q: string | undefined): Promise<ProfileSet | null> => {
    if (!q?.trim()) return people
    const matching = await searchProfiles(database, q)
    if (people) matching.andInPlace(people)
    return matching
  }
  return {
    async csv(segmentId, { fields, q, rule, at, order, bom = false, raw = false, headers = "fields", language }) {
      if (fields.length === 0) throw invalidData("fields: name at least one field for the file's columns")
      if (segmentId === null && at !== undefined) throw invalidData("at: only a segment has members of a past day")
      const members = segmentId === null ? null : await membership.membersOn(segmentId, at)
      const columns = await resolveColumns(database, context, sources, fields, "fields")
      const catalogue = headers === "labels" ? await segments.fields() : null
      const labelOf = (field: string): string => textIn(catalogue?.get(field)?.label ?? field, language)
      const parsed = order === undefined ? null : parseOrder(order)
      const [column] = parsed ? await resolveColumns(database, context, sources, [parsed.field], "order") : []
      return narrowed(segments, members, rule, async (people) =>
        streamCsv(database, {
          filter: visibleIn(await found(people, q)),
          columns,
          ...(parsed && column ? { sort: { column, descending: parsed.direction === "desc" } } : {}),
          bom,
          raw,
          headers: fields.map(labelOf),
        })
      )
    },
  }
}
