import { ArrowDownLeftMini, ArrowUpRightMini } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useInfiniteQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ProfileSegmentChange } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"

const PAGE = 10

interface Page {
  changes: ProfileSegmentChange[]
  next_cursor: string | null
}

/** Which segments a person entered and left, the latest first. */
export function SegmentHistory({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keys.profile(profileId), "changes"],
    queryFn: ({ signal, pageParam }) => api.get<Page>(`/profiles/${profileId}/changes`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 5_000,
    retry,
  })
  const changes = data?.pages.flatMap((page) => page.changes)
  return (
    <Section title={t("audience.history.title")} help={t("audience.history.help")}>
      {error && !changes && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !changes && <LoadingRows rows={3} />}
      {changes?.length === 0 && !hasNextPage && <EmptyState title={t("audience.history.none")} />}
      {changes && changes.length > 0 && (
        <ol aria-label={t("audience.history.title")} className="divide-y">
          {changes.map((change) => (
            <Change key={`${change.segment.id} ${change.kind} ${change.at}`} change={change} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div className="flex justify-center py-3">
          <Button size="small" variant="transparent" isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("audience.timeline.earlier")}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Change({ change: { segment, kind, at } }: { change: ProfileSegmentChange }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const Icon = kind === "entered" ? ArrowDownLeftMini : ArrowUpRightMini
  return (
    <li className="flex items-start gap-x-2 px-6 py-2.5">
      <Icon className={`mt-0.5 shrink-0 ${kind === "entered" ? "text-ui-tag-green-icon" : "text-ui-fg-muted"}`} />
      <div className="min-w-0 flex-1">
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t(`audience.history.${kind}`)}
        </Text>
        <Link to={`/segments/${segment.id}`} title={segment.name} className="txt-compact-small hover:text-ui-fg-interactive block truncate">
          {segment.name}
        </Link>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle shrink-0 whitespace-nowrap">
        <time dateTime={at}>{formats.dateTime(at)}</time>
      </Text>
    </li>
  )
}
