import { ComputerDesktop, CursorArrowRays, ShoppingBag, ShoppingCart } from "@medusajs/icons"
import { Button, Text } from "@medusajs/ui"
import { useInfiniteQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { TimelineEntry } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useOnSeen } from "./use-on-seen"
import { timelineDetail, timelineTitle } from "./timeline-title"

const ICONS = { session: ComputerDesktop, event: CursorArrowRays, cart: ShoppingCart, order: ShoppingBag }
const PAGE = 50

/** What a person did, newest first. */
export function Timeline({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: [...keys.profile(profileId), "timeline"],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ timeline: TimelineEntry[]; next_cursor: string | null }>(
        `/profiles/${profileId}/timeline`,
        { limit: PAGE, cursor: pageParam },
        signal
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 5_000,
    retry,
  })
  const entries = data?.pages.flatMap(({ timeline }) => timeline)
  // The next page is on its way before the reader is at the end; the button is for keyboards and after a failure.
  const end = useOnSeen(() => {
    if (hasNextPage && !isFetchingNextPage && !error) void fetchNextPage()
  }, data)
  return (
    <Section title={t("audience.timeline.title")}>
      {error && !entries && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !entries && <LoadingRows rows={8} />}
      {entries?.length === 0 && <EmptyState title={t("audience.timeline.none")} />}
      {entries && entries.length > 0 && (
        <ol className="divide-y">
          {entries.map((entry, index) => (
            <Entry key={`${entry.at} ${index}`} entry={entry} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div ref={end} className="flex justify-center py-3">
          <Button size="small" variant="transparent" isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("audience.timeline.earlier")}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const Icon = ICONS[entry.kind]
  const title = timelineTitle(entry, t, formats)
  const detail = timelineDetail(entry, formats)
  return (
    <li className="flex items-start gap-x-3 px-6 py-2.5">
      <Icon className="text-ui-fg-muted mt-0.5 shrink-0" aria-label={t(`audience.timeline.${entry.kind}`)} />
      <div className="min-w-0 flex-1">
        <span className="txt-compact-small text-ui-fg-base block truncate" title={title}>
          {title}
        </span>
        {detail && (
          <span className="txt-compact-xsmall text-ui-fg-subtle block truncate" title={detail}>
            {detail}
          </span>
        )}
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle shrink-0 whitespace-nowrap">
        <time dateTime={entry.at}>{formats.dateTime(entry.at)}</time>
      </Text>
    </li>
  )
}
