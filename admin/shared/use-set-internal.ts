import { toast } from "@medusajs/ui"
import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { PersonDto, ProfileDto } from "../../src/contract"
import { api, errorMessage } from "./client"
import { keys } from "./queries"
import { usePersonName } from "./use-person-name"

interface Decision {
  profile: ProfileDto
  internal: boolean
  /** What an admin had decided before; null where that was left to the e-mail domains. */
  before: boolean | null
}

/** Makes a person internal, or an ordinary one again; the toast takes it back. */
export function useSetInternal(): UseMutationResult<PersonDto, Error, Decision> {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const nameOf = usePersonName()
  const send = async (profile: ProfileDto, internal: boolean | null): Promise<PersonDto> => {
    const changed = (await api.post<{ profile: PersonDto }>(`/profiles/${profile.id}`, { internal })).profile
    cache.setQueryData(keys.profile(profile.id), changed)
    // Nobody's figures are what they were: internal people are left out everywhere.
    await cache.invalidateQueries({ queryKey: ["audience"], predicate: ({ queryKey }) => queryKey[1] !== "catalogue" })
    return changed
  }
  const failed = (error: Error): unknown => toast.error(t("audience.internal.refused"), { description: errorMessage(error) })
  return useMutation({
    mutationFn: ({ profile, internal }: Decision) => send(profile, internal),
    onSuccess: (changed, { profile, internal, before }) =>
      toast.success(t(internal ? "audience.internal.madeInternal" : "audience.internal.madeOrdinary", { name: nameOf(changed) }), {
        action: {
          label: t("audience.actions.undo"),
          altText: t("audience.actions.undo"),
          onClick: () => void send(profile, before).catch(failed),
        },
      }),
    onError: failed,
  })
}
