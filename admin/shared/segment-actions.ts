import { toast } from "@medusajs/ui"
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentInput } from "../../src/contract"
import { api, errorMessage } from "./client"
import { keys } from "./queries"

/** What every page shows about a segment is stale once it changed. */
function useSaved(): (segment: SegmentDto) => Promise<void> {
  const cache = useQueryClient()
  return async (segment) => {
    cache.setQueryData(keys.segment(segment.id), segment)
    await Promise.all([
      cache.invalidateQueries({ queryKey: keys.segments }),
      cache.invalidateQueries({ queryKey: ["audience", "of-segment", segment.id] }),
    ])
  }
}

/** Computes a segment now. */
export function useEvaluateSegment(id: string): UseMutationResult<SegmentDto, Error, void> {
  const { t } = useTranslation()
  const saved = useSaved()
  return useMutation({
    mutationFn: async () => (await api.post<{ segment: SegmentDto }>(`/segments/${id}/evaluate`)).segment,
    onSuccess: async (segment) => {
      await saved(segment)
      if (segment.status === "failed") toast.error(segment.error ?? t("audience.states.failed"))
      else toast.success(t("audience.segment.evaluated", { count: segment.members_count }))
    },
    onError: (error) => toast.error(errorMessage(error)),
  })
}

/** Creates a segment, or changes the one with this id. */
export function useSaveSegment(id?: string): UseMutationResult<SegmentDto, Error, Partial<SegmentInput>> {
  const saved = useSaved()
  return useMutation({
    mutationFn: async (input: Partial<SegmentInput>) =>
      (await api.post<{ segment: SegmentDto }>(id ? `/segments/${id}` : "/segments", input)).segment,
    onSuccess: saved,
  })
}

/** Makes an earlier definition of a segment the current one. */
export function useRestoreVersion(id: string): UseMutationResult<SegmentDto, Error, number> {
  const saved = useSaved()
  return useMutation({
    mutationFn: async (version: number) => (await api.post<{ segment: SegmentDto }>(`/segments/${id}/versions/${version}/restore`)).segment,
    onSuccess: saved,
  })
}

type Named = Pick<SegmentDto, "id" | "name">

/**
 * Archives segments, or brings them back: archived ones are neither computed nor listed.
 *
 * Answers whether all went well; refusals are shown one by one in the server's words. What was done can be taken back from its message.
 */
export function useArchiveSegments(): (segments: Named[], archived: boolean) => Promise<boolean> {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const archive = async (segments: Named[], archived: boolean): Promise<boolean> => {
    const results = await Promise.allSettled(segments.map(({ id }) => api.post(`/segments/${id}/${archived ? "archive" : "unarchive"}`)))
    results.forEach((result, index) => {
      if (result.status === "rejected")
        toast.error(t("audience.archive.refused", { name: segments[index]?.name }), { description: errorMessage(result.reason) })
    })
    const done = segments.filter((_, index) => results[index]?.status === "fulfilled")
    if (done.length > 0) {
      const undo = t("audience.actions.undo")
      toast.success(t(archived ? "audience.archive.archived" : "audience.archive.restored", { count: done.length }), {
        description: done.map(({ name }) => name).join(", "),
        action: { label: undo, altText: undo, onClick: () => void archive(done, !archived) },
      })
    }
    await Promise.all([
      cache.invalidateQueries({ queryKey: keys.segments }),
      ...segments.map(({ id }) => cache.invalidateQueries({ queryKey: keys.segment(id) })),
    ])
    return done.length === segments.length
  }
  return archive
}
