import { keepPreviousData, queryOptions, useQuery, type UseQueryResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { Catalogue, FieldValue, SegmentDto } from "../../src/contract"
import { api, errorStatus } from "./client"

/** Keys of everything that several pages read, so that a change can name what it made stale. */
export const keys = {
  catalogue: ["audience", "catalogue"] as const,
  segments: ["audience", "segments"] as const,
  segment: (id: string) => ["audience", "segment", id] as const,
  settings: ["audience", "settings"] as const,
  activity: ["audience", "activity"] as const,
  profile: (id: string) => ["audience", "profile", id] as const,
}

const FRESH_FOR = 5 * 60_000

/** Asking again changes nothing when the server refused. */
export const retry = (failures: number, error: Error): boolean => failures < 2 && (errorStatus(error) ?? 500) >= 500

/** Fields, templates, the shop's zone and currency. Asked for once, then kept. */
export function useCatalogue(): UseQueryResult<Catalogue> {
  const { i18n } = useTranslation()
  return useQuery({
    queryKey: [...keys.catalogue, i18n.language],
    queryFn: ({ signal }) => api.get<Catalogue>("/catalogue", {}, signal),
    staleTime: FRESH_FOR,
    retry,
  })
}

export function useSegment(id: string): UseQueryResult<SegmentDto> {
  return useQuery({
    queryKey: keys.segment(id),
    queryFn: async ({ signal }) => (await api.get<{ segment: SegmentDto }>(`/segments/${id}`, {}, signal)).segment,
    enabled: id !== "",
    staleTime: 5_000,
    // A membership follows events within seconds; the head of the page should too.
    refetchInterval: 15_000,
    retry,
  })
}

/** Suggestions from the shop's own data for a field or one of its dimensions. */
export function useFieldValues(field: string, dimension: string | undefined, q: string, enabled = true): UseQueryResult<FieldValue[]> {
  return useQuery({ ...fieldValuesQuery(field, dimension, q), enabled, placeholderData: keepPreviousData })
}

/** The question of {@link useFieldValues}, for asking several at once. */
export function fieldValuesQuery(field: string, dimension: string | undefined, q: string) {
  return queryOptions({
    queryKey: ["audience", "values", field, dimension, q],
    queryFn: async ({ signal }) =>
      (
        await api.get<{ values: FieldValue[] }>(
          `/catalogue/${encodeURIComponent(field)}/values`,
          { q: q || undefined, dimension, limit: 50 },
          signal
        )
      ).values,
    staleTime: 60_000,
    retry,
  })
}
