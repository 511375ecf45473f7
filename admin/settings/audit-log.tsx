import { Button, Text } from "@medusajs/ui"
import { useInfiniteQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AuditEntry } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormatsOf } from "../shared/use-formats"
import { useAccess } from "../shared/use-rights"

const PAGE = 20

/** Who exported, erased or shared what, newest first. */
export function AuditLog({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["audience", "audit"],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ audit: AuditEntry[]; count: number }>("/audit", { limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (pages.length * PAGE < last.count ? pages.length * PAGE : undefined),
    retry,
  })
  const entries = data?.pages.flatMap(({ audit }) => audit)
  return (
    <Section title={t("audience.audit.title")} help={t("audience.audit.help")}>
      {error && !entries && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !entries && <LoadingRows rows={4} />}
      {entries?.length === 0 && <EmptyState title={t("audience.audit.none")} />}
      {entries && entries.length > 0 && (
        <ol className="divide-y">
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} timeZone={timeZone} />
          ))}
        </ol>
      )}
      {hasNextPage && (
        <div className="flex justify-center py-3">
          <Button size="small" variant="transparent" isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("audience.audit.more")}
          </Button>
        </div>
      )}
    </Section>
  )
}

function Entry({ entry, timeZone }: { entry: AuditEntry; timeZone: string }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(timeZone, undefined)
  const { data: access } = useAccess()
  const user = access?.users.find(({ id }) => id === entry.actor.id)
  const who = user?.name ?? user?.email ?? t(`audience.audit.actor.${entry.actor.type}`)
  const name = typeof entry.detail.name === "string" ? entry.detail.name : entry.subject
  return (
    <li className="flex items-start justify-between gap-x-3 px-6 py-2.5">
      <div className="min-w-0">
        <span className="txt-compact-small text-ui-fg-base block">{t(`audience.audit.action.${entry.action.replace(".", "_")}`)}</span>
        <Text size="xsmall" className="text-ui-fg-subtle truncate" title={name ?? undefined}>
          {[who, name].filter(Boolean).join(" · ")}
        </Text>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle shrink-0">
        <time dateTime={entry.at}>{formats.dateTime(entry.at)}</time>
      </Text>
    </li>
  )
}
