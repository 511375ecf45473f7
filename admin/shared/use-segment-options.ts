import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { SegmentDto } from "../../src/contract"
import { api } from "./client"
import type { ComboOption } from "./combobox-list"
import { keys, retry } from "./queries"
import { useFormats } from "./use-formats"

/** Segments as choices of a picker, by name, with their size. */
export function useSegmentOptions(): UseQueryResult<SegmentDto[]> & { options: ComboOption[] } {
  const formats = useFormats()
  const query = useQuery({
    queryKey: [...keys.segments, "options"],
    queryFn: async ({ signal }) => (await api.get<{ segments: SegmentDto[] }>("/segments", { limit: 200, order: "name" }, signal)).segments,
    staleTime: 30_000,
    retry,
  })
  const options = (query.data ?? []).map(({ id, name, members_count }) => ({
    value: id,
    label: name,
    count: formats.number(members_count),
  }))
  return { ...query, options }
}
