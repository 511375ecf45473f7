import { toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AttributeValue, ProfileAttribute } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { keys, retry } from "../shared/queries"

const keyOf = (id: string): readonly string[] => [...keys.profile(id), "attributes"]

/** Every attribute of the shop with this person's value, its source and its time. */
export function usePersonAttributes(id: string): UseQueryResult<ProfileAttribute[]> {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => (await api.get<{ attributes: ProfileAttribute[] }>(`/profiles/${id}/attributes`, {}, signal)).attributes,
    staleTime: 5_000,
    retry,
  })
}

/** Sets a value by hand; null takes it away. */
export function useSetAttribute(id: string): UseMutationResult<ProfileAttribute[], Error, { key: string; value: AttributeValue | null }> {
  const { t } = useTranslation()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async ({ key, value }: { key: string; value: AttributeValue | null }) =>
      (await api.post<{ attributes: ProfileAttribute[] }>(`/profiles/${id}/attributes`, { attributes: { [key]: value } })).attributes,
    onSuccess: async (attributes) => {
      cache.setQueryData(keyOf(id), attributes)
      await cache.invalidateQueries({ queryKey: keys.profile(id), exact: true })
    },
    onError: (error) => toast.error(t("audience.personData.notSaved"), { description: errorMessage(error) }),
  })
}
