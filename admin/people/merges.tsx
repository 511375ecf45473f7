import { Button, Text, toast, usePrompt } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { PersonDto, ProfileDto, ProfileMerge } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { shortId } from "../shared/profile-name"
import { Section } from "../shared/section"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import { usePersonName } from "../shared/use-person-name"
import { useRights } from "../shared/use-rights"

/** Whom this person was taken for one with, why, and a way to part the two again. */
export function Merges({ profile }: { profile: PersonDto }) {
  const { t } = useTranslation()
  if (profile.merges.length === 0) return null
  return (
    <Section title={t("audience.merges.title")} help={t("audience.merges.help")}>
      <ol aria-label={t("audience.merges.title")} className="divide-y">
        {profile.merges.map((merge) => (
          <Merge key={merge.id} merge={merge} profileId={profile.id} />
        ))}
      </ol>
    </Section>
  )
}

function Merge({ merge, profileId }: { merge: ProfileMerge; profileId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { edit } = useRights()
  const { undo, isPending } = useUnmerge(profileId)
  const other = t("audience.person.anonymous", { id: shortId(merge.other) })
  return (
    <li className="flex items-start justify-between gap-x-3 px-6 py-2.5">
      <div className="min-w-0">
        <Text size="small" className="break-words">
          {t(`audience.merges.reasons.${merge.reason.replaceAll(" ", "_")}`, { defaultValue: merge.reason })}
        </Text>
        <Text size="xsmall" className="text-ui-fg-subtle">
          <time dateTime={merge.merged_at}>{formats.dateTime(merge.merged_at)}</time>
        </Text>
        {merge.undone_at ? (
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("audience.merges.undone", { at: formats.dateTime(merge.undone_at) })}{" "}
            <TextLink to={`/segments/people/${merge.other}`}>{t("audience.merges.openOther")}</TextLink>
          </Text>
        ) : (
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("audience.merges.with", { other })}
          </Text>
        )}
      </div>
      {edit && merge.can_undo && (
        <Button size="small" variant="transparent" isLoading={isPending} onClick={() => void undo(merge)}>
          {t("audience.merges.undo")}
        </Button>
      )}
    </li>
  )
}

function useUnmerge(profileId: string): { undo: (merge: ProfileMerge) => Promise<void>; isPending: boolean } {
  const { t } = useTranslation()
  const ask = usePrompt()
  const cache = useQueryClient()
  const nameOf = usePersonName()
  const unmerge = useMutation({
    mutationFn: (merge: ProfileMerge) => api.post<{ other: ProfileDto }>(`/profiles/${profileId}/unmerge`, { merge_id: merge.id }),
    onSuccess: async ({ other }) => {
      toast.success(t("audience.merges.done", { name: nameOf(other) }))
      // Visits, attributes, segments and lists: all of it may be another's now.
      await cache.invalidateQueries({ queryKey: ["audience"] })
    },
    onError: (error) => toast.error(t("audience.merges.refused"), { description: errorMessage(error) }),
  })
  const undo = async (merge: ProfileMerge): Promise<void> => {
    const sure = await ask({
      title: t("audience.merges.sure"),
      description: t("audience.merges.sureHelp"),
      confirmText: t("audience.merges.undo"),
      cancelText: t("audience.actions.cancel"),
    })
    if (sure) unmerge.mutate(merge)
  }
  return { undo, isPending: unmerge.isPending }
}
