import { useQuery, useQueryClient } from "@tanstack/react-query"
import type { TemplateCounts } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"

const queryKey = ["audience", "template-counts"]

/** How many people the templates would hold now, as far as the server has counted. What was counted before stays until it is counted anew. */
export function useTemplateCounts({ enabled }: { enabled: boolean }): TemplateCounts | undefined {
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      let counted = client.getQueryData<TemplateCounts>(queryKey) ?? { counts: {}, total: 0 }
      for await (const { counts, total } of api.lines<TemplateCounts>("/templates/counts", {}, signal)) {
        counted = { counts: { ...counted.counts, ...counts }, total }
        client.setQueryData(queryKey, counted)
      }
      return counted
    },
    enabled,
    staleTime: 60_000,
    retry,
  })
  return data
}
