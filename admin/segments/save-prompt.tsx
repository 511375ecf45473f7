import { Button, Prompt, Skeleton } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useFormats } from "../shared/use-formats"
import { DependentSegments } from "./dependent-segments"
import { SamplePeople } from "./sample-people"
import type { Preview } from "./use-preview"

interface SavePromptProps {
  open: boolean
  name: string
  preview: Preview
  saving: boolean
  onCancel: () => void
  onConfirm: () => void
}

/**
 * What saving another rule would do: who enters, who leaves, and what rests on the segment.
 *
 * A published segment, a mailing or another rule changes with it, and nobody gets back into
 * yesterday's promotion: it is shown before, not after.
 */
export function SavePrompt({ open, name, preview, saving, onCancel, onConfirm }: SavePromptProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, stale, error } = preview
  const { entering = 0, leaving = 0, count = 0, entering_sample = [], leaving_sample = [], dependents = [] } = data ?? {}
  return (
    <Prompt open={open} onOpenChange={(next) => !next && onCancel()}>
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{t("audience.saving.title", { name })}</Prompt.Title>
          <Prompt.Description>{t("audience.saving.description")}</Prompt.Description>
        </Prompt.Header>
        <div className="flex max-h-[60vh] flex-col gap-y-4 overflow-y-auto px-6 pt-4" aria-live="polite" aria-busy={stale}>
          {stale && !error && <Skeleton className="h-12 w-full rounded-md" />}
          {!stale && data && (
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
        <Prompt.Footer>
          <Prompt.Cancel>{t("audience.leave.stay")}</Prompt.Cancel>
          {/* Not the prompt's own action, which closes it before the server has answered. */}
          <Button type="button" size="small" disabled={stale && !error} isLoading={saving} onClick={onConfirm}>
            {t("audience.actions.save")}
          </Button>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  )
}
