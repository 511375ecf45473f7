import { Skeleton, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { TimelineEntry } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { keys, retry } from "../shared/queries"
import { useFormats, useNow } from "../shared/use-formats"
import { timelineDetail, timelineTitle } from "./timeline-title"

const ENTRIES = 5

/** The last things a person did, for a narrow column. */
export function RecentActivity({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  const { data, error } = useQuery({
    queryKey: [...keys.profile(profileId), "recent"],
    queryFn: async ({ signal }) =>
      (await api.get<{ timeline: TimelineEntry[] }>(`/profiles/${profileId}/timeline`, { limit: ENTRIES }, signal)).timeline,
    staleTime: 5_000,
    retry,
  })
  return (
    <div className="px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle mb-2">
        {t("audience.customerWidget.recent")}
      </Text>
      {error && !data && (
        <Text size="small" className="text-ui-fg-error" role="alert">
          {errorMessage(error)}
        </Text>
      )}
      {!error && !data && <Skeleton className="h-16 w-full rounded-md" />}
      {data?.length === 0 && <Text size="small">{t("audience.customerWidget.nothing")}</Text>}
      {data && data.length > 0 && (
        <ol className="flex flex-col gap-y-1.5">
          {data.map((entry, place) => {
            const title = timelineTitle(entry, t, formats)
            const detail = timelineDetail(entry, formats)
            return (
              <li key={`${entry.at} ${place}`} className="txt-compact-small flex justify-between gap-x-3">
                <span className="min-w-0 truncate" title={detail ? `${title}: ${detail}` : title}>
                  {title}
                  {detail && <span className="text-ui-fg-subtle"> {detail}</span>}
                </span>
                <time dateTime={entry.at} title={formats.dateTime(entry.at)} className="text-ui-fg-subtle shrink-0">
                  {formats.relative(entry.at, now)}
                </time>
              </li>
            )
          })}
        </ol>
      )}
    </div>
  )
}
