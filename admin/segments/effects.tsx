import { Skeleton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { errorMessage } from "../shared/client"
import { useFormats } from "../shared/use-formats"
import { DependentSegments } from "./dependent-segments"
import { SamplePeople } from "./sample-people"
import type { Preview } from "./use-preview"

/** What another rule would do to a segment that is there: who enters, who leaves, and what rests on it. */
export function Effects({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, stale, error } = preview
  const { entering = 0, leaving = 0, count = 0, entering_sample = [], leaving_sample = [], dependents = [] } = data ?? {}
  return (
    <div className="flex max-h-[60vh] flex-col gap-y-4 overflow-y-auto px-6 pt-4" aria-live="polite" aria-busy={stale}>
      {error && (
        <Text size="small" className="text-ui-fg-error break-words">
          {errorMessage(error)}
        </Text>
      )}
      {stale && !error && <Skeleton className="h-12 w-full rounded-md" />}
      {!stale && !error && data && (
        <dl className="grid grid-cols-3 gap-2 text-center" data-testid="save-figures">
          {(
            [
              ["entering", entering],
              ["leaving", leaving],
              ["after", count],
            ] as const
          ).map(([key, value]) => (
            <div key={key} className="bg-ui-bg-subtle flex flex-col-reverse justify-end rounded-lg p-2">
              <dt className="txt-compact-xsmall text-ui-fg-subtle">{t(`audience.saving.${key}`)}</dt>
              <dd className="txt-large-plus tabular-nums">{formats.number(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {!stale && entering_sample.length > 0 && (
        <SamplePeople title={t("audience.saving.who.entering")} people={entering_sample} count={entering} />
      )}
      {!stale && leaving_sample.length > 0 && (
        <SamplePeople title={t("audience.saving.who.leaving")} people={leaving_sample} count={leaving} />
      )}
      {!stale && dependents.length > 0 && <DependentSegments segments={dependents} />}
    </div>
  )
}
