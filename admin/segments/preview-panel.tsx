import { Button, clx, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SegmentPreview } from "../../src/contract"
import { errorMessage } from "../shared/client"
import { Explained } from "../shared/explained"
import { useFormats } from "../shared/use-formats"
import { DependentSegments } from "./dependent-segments"
import { SamplePeople } from "./sample-people"
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
  const { count, total, share, sample, entering, leaving, entering_sample = [], leaving_sample = [], dependents = [] } = preview
  const moves = [
    ["entering", entering ?? 0, entering_sample],
    ["leaving", leaving ?? 0, leaving_sample],
  ] as const
  return (
    <div className={clx("divide-y transition-opacity", stale && "opacity-50")} aria-busy={stale}>
      <div className="px-6 py-4" aria-live="polite" data-testid="preview">
        <span className="text-2xl font-medium tabular-nums" data-testid="preview-count">
          {formats.number(count)}
        </span>
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.preview.share", { share: formats.percent(share), total: formats.number(total), count: total })}
        </Text>
        {entering !== undefined && leaving !== undefined && entering + leaving === 0 && (
          <Text size="small" className="text-ui-fg-subtle mt-2">
            {t("audience.preview.unchanged")}
          </Text>
        )}
      </div>
      {moves.map(
        ([kind, number, people]) =>
          number > 0 && (
            <div key={kind} className="px-6 py-4" data-testid={`preview-${kind}`}>
              <SamplePeople
                title={t(`audience.preview.${kind}`, { count: number, number: formats.number(number) })}
                people={people}
                count={number}
              />
            </div>
          )
      )}
      {sample.length > 0 && (
        <div className="px-6 py-4">
          <SamplePeople title={t("audience.preview.sample")} people={sample} count={count} />
        </div>
      )}
      {dependents.length > 0 && (
        <div className="px-6 py-4">
          <DependentSegments segments={dependents} />
        </div>
      )}
    </div>
  )
}
