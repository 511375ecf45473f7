import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useProfileSegments } from "../shared/use-profile-segments"

export function PersonSegments({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, error, refetch } = useProfileSegments(profileId)
  return (
    <Section title={t("audience.person.segments")} help={t("audience.person.segmentsHelp")}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={3} />}
      {data?.length === 0 && <EmptyState title={t("audience.person.noSegments")} />}
      {data && data.length > 0 && (
        <ul className="divide-y">
          {data.map(({ id, name, since }) => (
            <li key={id} className="flex items-center justify-between gap-x-3 px-6 py-2.5">
              <Link
                to={`/segments/${id}`}
                title={name}
                className="txt-compact-small text-ui-fg-base hover:text-ui-fg-interactive min-w-0 truncate"
              >
                {name}
              </Link>
              {since && (
                <Text size="xsmall" className="text-ui-fg-subtle whitespace-nowrap" title={formats.dateTime(since)}>
                  {t("audience.person.since", { at: formats.date(since) })}
                </Text>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
