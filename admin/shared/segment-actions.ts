import { toast, usePrompt } from "@medusajs/ui"
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation, useNavigate } from "react-router-dom"
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

/**
 * Archives segments, or brings them back: archived ones are neither computed nor listed.
 *
 * Answers whether all went well; refusals are shown one by one in the server's words.
 */
export function useArchiveSegments(): (segments: Pick<SegmentDto, "id" | "name">[], archived: boolean) => Promise<boolean> {
  const { t } = useTranslation()
  const cache = useQueryClient()
  return async (segments, archived) => {
    const results = await Promise.allSettled(segments.map(({ id }) => api.post(`/segments/${id}/${archived ? "archive" : "unarchive"}`)))
    results.forEach((result, index) => {
      if (result.status === "rejected")
        toast.error(t("audience.archive.refused", { name: segments[index]?.name }), { description: errorMessage(result.reason) })
    })
    const count = results.filter(({ status }) => status === "fulfilled").length
    if (count > 0) toast.success(t(archived ? "audience.archive.archived" : "audience.archive.restored", { count }))
    await Promise.all([
      cache.invalidateQueries({ queryKey: keys.segments }),
      ...segments.map(({ id }) => cache.invalidateQueries({ queryKey: keys.segment(id) })),
    ])
    return count === segments.length
  }
}

/** Asks, deletes and leads back to all segments; a refusal is shown in the server's words, which name the segments that use it. */
export function useDeleteSegment(): (segment: Pick<SegmentDto, "id" | "name">) => Promise<void> {
  const { t } = useTranslation()
  const ask = usePrompt()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return async ({ id, name }) => {
    const sure = await ask({
      title: t("audience.delete.title"),
      description: t("audience.delete.description", { name }),
      verificationText: undefined,
      confirmText: t("audience.actions.delete"),
      cancelText: t("audience.actions.cancel"),
    })
    if (!sure) return
    try {
      await api.delete(`/segments/${id}`)
    } catch (error) {
      toast.error(t("audience.delete.refused", { name }), { description: errorMessage(error) })
      return
    }
    toast.success(t("audience.delete.done", { name }))
    // The page may be the deleted segment's own: leave before its data goes.
    if (pathname !== "/segments") void navigate("/segments")
    cache.removeQueries({ queryKey: keys.segment(id) })
    await cache.invalidateQueries({ queryKey: keys.segments })
  }
}
