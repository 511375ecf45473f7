import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { Combobox } from "../shared/combobox"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import { useProfileSegments } from "../shared/use-profile-segments"
import { useSegmentOptions } from "../shared/use-segment-options"
import { WhyDrawer } from "./why-drawer"

/** The address says which segment is explained: a link to it can be sent. */
const WHY = "why"

/** The segments a person is in now, and why; why they are not in another one. */
export function PersonSegments({ profileId, person }: { profileId: string; person: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, error, refetch } = useProfileSegments(profileId)
  const [search, setSearch] = useSearchParams()
  const asked = search.get(WHY)
  const ask = (segmentId: string | null): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        if (segmentId) next.set(WHY, segmentId)
        else next.delete(WHY)
        return next
      },
      { replace: true }
    )
  return (
    <Section title={t("audience.person.segments")} help={t("audience.person.segmentsHelp")} actions={<OtherSegment onChoose={ask} />}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={3} />}
      {data?.length === 0 && <EmptyState title={t("audience.person.noSegments")} />}
      {data && data.length > 0 && (
        <ul className="divide-y">
          {data.map(({ id, name, since }) => (
            <li key={id} className="flex items-center gap-x-3 px-6 py-2">
              <div className="min-w-0 flex-1">
                <TextLink to={`/segments/${id}`} title={name} className="txt-compact-small block truncate">
                  {name}
                </TextLink>
                {since && (
                  <Text size="xsmall" className="text-ui-fg-subtle" title={formats.dateTime(since)}>
                    {t("audience.person.since", { at: formats.date(since) })}
                  </Text>
                )}
              </div>
              <Button size="small" variant="transparent" aria-label={t("audience.why.ask", { name })} onClick={() => ask(id)}>
                {t("audience.why.button")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {asked && <WhyDrawer profileId={profileId} person={person} segmentId={asked} onClose={() => ask(null)} />}
    </Section>
  )
}

/** All segments to choose from, asked for only when somebody wants to choose. */
function OtherSegment({ onChoose }: { onChoose: (segmentId: string) => void }) {
  const { t } = useTranslation()
  const [choosing, setChoosing] = useState(false)
  if (choosing) return <Choice onChoose={onChoose} />
  return (
    <Button size="small" variant="transparent" onClick={() => setChoosing(true)}>
      {t("audience.why.other")}
    </Button>
  )
}

function Choice({ onChoose }: { onChoose: (segmentId: string) => void }) {
  const { t } = useTranslation()
  const { options, isLoading, onSearch } = useSegmentOptions()
  return (
    <Combobox
      label={t("audience.why.other")}
      options={options}
      values={[]}
      onChange={([id]) => id && onChoose(id)}
      loading={isLoading}
      onSearch={onSearch}
      startOpen
    />
  )
}
