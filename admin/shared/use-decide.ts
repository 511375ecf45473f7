import { toast } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentMembersInput, SegmentMembersResult } from "../../src/contract"
import { api, errorMessage } from "./client"
import { keys } from "./queries"

type Named = Pick<SegmentDto, "id" | "name">

/**
 * Decides by hand about people of a segment, says what it did, and offers to take it back.
 *
 * Answers whether it was done; a refusal is shown in the server's words.
 */
export function useDecide(): (segment: Named, decisions: SegmentMembersInput) => Promise<boolean> {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const failed = (error: unknown): false => {
    toast.error(t("audience.byHand.refused"), { description: errorMessage(error) })
    return false
  }
  const send = async ({ id }: Named, decisions: SegmentMembersInput): Promise<SegmentMembersResult> => {
    const result = await api.post<SegmentMembersResult>(`/segments/${id}/members`, decisions)
    cache.setQueryData(keys.segment(id), result.segment)
    await Promise.all(
      [keys.segments, ["audience", "of-segment", id], ["audience", "people"], ["audience", "profile"]].map((queryKey) =>
        cache.invalidateQueries({ queryKey })
      )
    )
    return result
  }
  const takeBack = async (segment: Named, undo: SegmentMembersInput): Promise<void> => {
    try {
      await send(segment, undo)
      toast.success(t("audience.byHand.takenBack", { name: segment.name }))
    } catch (error) {
      failed(error)
    }
  }
  return async (segment, decisions) => {
    try {
      const { added, excluded, removed, undo } = await send(segment, decisions)
      const { name } = segment
      const done = [
        added > 0 && t("audience.byHand.added", { count: added, name }),
        excluded > 0 && t("audience.byHand.excluded", { count: excluded, name }),
        removed > 0 && t("audience.byHand.removed", { count: removed, name }),
      ].filter((part) => part !== false)
      if (done.length === 0) toast.info(t("audience.byHand.nothingNew", { name }))
      else {
        const label = t("audience.actions.undo")
        toast.success(done.join(" "), { action: { label, altText: label, onClick: () => void takeBack(segment, undo) } })
      }
      return true
    } catch (error) {
      return failed(error)
    }
  }
}
