import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import type { SegmentDto } from "../../src/contract"
import { api } from "./client"
import type { ComboOption } from "./combobox-list"
import { keys, retry } from "./queries"
import { useDebounced } from "./use-debounced"
import { useFormats } from "./use-formats"

/** As many names as somebody reads through; the others are found by typing. */
const OFFERED = 50

export interface SegmentOptions {
  /** What the search finds, by name, then what was chosen and the search leaves out. */
  segments: SegmentDto[]
  /** The same as choices of a picker, with their sizes. */
  options: ComboOption[]
  isLoading: boolean
  error: Error | null
  /** Whether the shop has no segment at all. */
  none: boolean
  onSearch: (search: string) => void
}

/**
 * Segments for a picker. The server does the search: a shop may have more than one answer holds.
 *
 * @param chosen segments that must have their names though the search does not find them
 */
export function useSegmentOptions({ chosen = [], kind }: { chosen?: string[]; kind?: SegmentDto["kind"] } = {}): SegmentOptions {
  const formats = useFormats()
  const [search, setSearch] = useState("")
  const q = useDebounced(search.trim(), 250)
  const found = useQuery({
    queryKey: [...keys.segments, "options", kind, q],
    queryFn: async ({ signal }) =>
      (await api.get<{ segments: SegmentDto[] }>("/segments", { kind, q: q || undefined, limit: OFFERED, order: "name" }, signal)).segments,
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    retry,
  })
  const missing = found.data ? chosen.filter((id) => !found.data.some((segment) => segment.id === id)) : []
  const others = useQueries({
    queries: missing.map((id) => ({
      queryKey: keys.segment(id),
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await api.get<{ segment: SegmentDto }>(`/segments/${id}`, {}, signal)).segment,
      staleTime: 30_000,
      retry,
    })),
    combine: (results) => ({ data: results.flatMap(({ data }) => data ?? []), isLoading: results.some(({ isLoading }) => isLoading) }),
  })
  const segments = useMemo(() => [...(found.data ?? []), ...others.data], [found.data, others.data])
  return {
    segments,
    options: segments.map(({ id, name, members_count }) => ({ value: id, label: name, count: formats.number(members_count) })),
    isLoading: found.isLoading || found.isPlaceholderData || others.isLoading || q !== search.trim(),
    error: found.error,
    none: q === "" && found.data?.length === 0,
    onSearch: setSearch,
  }
}
