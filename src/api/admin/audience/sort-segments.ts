import { MedusaError } from "@medusajs/framework/utils"
import type { SegmentDto } from "../../../contract"

const SORTABLE = [
  "name",
  "handle",
  "family",
  "kind",
  "members_count",
  "share",
  "active_7d",
  "evaluated_at",
  "created_at",
  "updated_at",
] as const

type Sortable = (typeof SORTABLE)[number]

export interface SegmentsWanted {
  /** Contained in the name, handle or description. */
  q?: string
  /** The latest made first without one. */
  order?: string
  family?: string[]
  status?: string[]
  kind?: string[]
}

/**
 * The segments that are wanted, in order. Of several values in one filter any fits; all filters must hold.
 *
 * @throws MedusaError `invalid_data` for a column that segments cannot be sorted by
 */
export function sortSegments(segments: SegmentDto[], { q, order = "-created_at", ...filters }: SegmentsWanted): SegmentDto[] {
  const column = order.replace(/^-/, "") as Sortable
  if (!SORTABLE.includes(column))
    throw new MedusaError(MedusaError.Types.INVALID_DATA, `order: must be one of ${SORTABLE.join(", ")}, with - in front for descending`)
  const direction = order.startsWith("-") ? -1 : 1
  const wanted = q?.trim().toLocaleLowerCase()
  const fits = (values: string[] | undefined, value: string): boolean => !values?.length || values.includes(value)
  return segments
    .filter(
      ({ name, handle, description, family, status, kind }) =>
        (!wanted || [name, handle, description ?? ""].some((text) => text.toLocaleLowerCase().includes(wanted))) &&
        fits(filters.family, family) &&
        fits(filters.status, status) &&
        fits(filters.kind, kind)
    )
    .sort((a, b) => direction * compare(a[column], b[column]) || (a.id < b.id ? -1 : 1))
}

function compare(a: string | number | null, b: string | number | null): number {
  if (typeof a === "number" && typeof b === "number") return a - b
  return String(a ?? "").localeCompare(String(b ?? ""), "en", { sensitivity: "base" })
}
