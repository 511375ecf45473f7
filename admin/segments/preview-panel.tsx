import { Button, clx, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { SegmentPreview } from "../../src/contract"
import { errorMessage } from "../shared/client"
import { Explained } from "../shared/explained"
import { PersonLink } from "../shared/person-link"
import { useFormats } from "../shared/use-formats"
import type { Preview } from "./use-preview"

/** Who the rule holds right now: count, share, five people; for a segment that exists, what saving would change. */
export function PreviewPanel({ preview, whole, placed }: { preview: Preview; whole: boolean; placed: boolean }) {
  const { t } = useTranslation()
  const { data, error, stale, refetch } = preview
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center gap-x-1 px-6 py-4">
        <Heading level="h2">{t("audience.preview.title")}</Heading>
        <Explained text={t("audience.preview.help")} />
      </div>
      {!whole && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4">
          {t("audience.preview.incomplete")}
        </Text>
      )}
      {whole && error && !placed && (
        <div className="flex flex-col items-start gap-y-2 px-6 py-4" role="alert">
          <Text size="small" className="text-ui-fg-error break-words">
            {errorMessage(error)}
          </Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            {t("audience.actions.retry")}
          </Button>
        </div>
      )}
      {whole && error && placed && (
        <Text size="small" className="text-ui-fg-error px-6 py-4">
          {t("audience.preview.refused")}
        </Text>
      )}
      {whole && !error && (data ? <Figures preview={data} stale={stale} /> : <Loading />)}
    </Container>
  )
}

function Loading() {
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Skeleton className="h-8 w-28 rounded-md" />
      <Skeleton className="h-4 w-40 rounded-md" />
    </div>
  )
}

function Figures({ preview, stale }: { preview: SegmentPreview; stale: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { count, total, share, sample, entering, leaving, dependents = [] } = preview
  return (
    <div className={clx("divide-y transition-opacity", stale && "opacity-50")} aria-busy={stale}>
      <div className="px-6 py-4" aria-live="polite" data-testid="preview">
        <span className="text-2xl font-medium tabular-nums" data-testid="preview-count">
          {formats.number(count)}
        </span>
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.preview.share", { share: formats.percent(share), total: formats.number(total), count: total })}
        </Text>
        {entering !== undefined && leaving !== undefined && (
          <Text size="small" className="text-ui-fg-subtle mt-2">
            {entering + leaving === 0
              ? t("audience.preview.unchanged")
              : t("audience.preview.changes", { entering: formats.number(entering), leaving: formats.number(leaving) })}
          </Text>
        )}
      </div>
      {sample.length > 0 && (
        <div className="px-6 py-4">
          <Text size="xsmall" weight="plus" className="text-ui-fg-muted mb-1">
            {t("audience.preview.sample")}
          </Text>
          <ul className="txt-compact-small flex flex-col gap-y-1.5">
            {sample.map((profile) => (
              <li key={profile.id} className="flex items-center justify-between gap-x-2">
                <PersonLink profile={profile} />
                <span className="text-ui-fg-muted whitespace-nowrap">{profile.last_seen ? formats.relative(profile.last_seen) : "–"}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {dependents.length > 0 && (
        <div className="px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            {t("audience.preview.dependents", { count: dependents.length })}
          </Text>
          <ul className="txt-compact-small">
            {dependents.map(({ id, name }) => (
              <li key={id}>
                <Link to={`/segments/${id}`} className="text-ui-fg-interactive block truncate" title={name}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
