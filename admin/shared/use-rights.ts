import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { AccessDto, Rights } from "../../src/contract"
import { api } from "./client"
import { retry, useCatalogue } from "./queries"

export const accessKey = ["audience", "access"] as const

export function useAccess(): UseQueryResult<AccessDto> {
  return useQuery({
    queryKey: accessKey,
    queryFn: ({ signal }) => api.get<AccessDto>("/access", {}, signal),
    staleTime: 60_000,
    retry,
  })
}

/**
 * What the admin may do. All of it until the answer is there: the server refuses in any case, and most admins lack nothing.
 * It comes with the catalogue, which every page asks for anyway.
 */
export function useRights(): Rights {
  return useCatalogue().data?.rights ?? { personal: true, export: true, edit: true }
}
