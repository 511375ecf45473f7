import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReconciliationRun } from "../../src/contract"
import type { Formats } from "../shared/formats"

/** The comparisons before the last one: when, how long, and what they mended. */
export function EarlierRuns({ runs, formats }: { runs: ReconciliationRun[]; formats: Formats }) {
  const { t } = useTranslation()
  const told = ({ repaired, error }: ReconciliationRun): string => {
    if (error !== null) return t("audience.reconciliation.failed", { error })
    if (repaired.length === 0) return t("audience.reconciliation.right")
    return repaired.map(({ kind, count }) => `${t(`audience.reconciliation.kinds.${kind}`)}: ${formats.number(count)}`).join(", ")
  }
  return (
    <details className="px-6 py-3">
      <summary className="txt-compact-small text-ui-fg-subtle hover:text-ui-fg-base focus-visible:shadow-borders-focus w-fit cursor-pointer rounded outline-none">
        {t("audience.reconciliation.earlier")}
      </summary>
      <ol className="mt-2 flex flex-col gap-y-2" aria-label={t("audience.reconciliation.earlier")}>
        {runs.map((run) => (
          <li key={run.started_at} className="flex items-baseline justify-between gap-x-3">
            <Text size="xsmall" className="min-w-0 break-words">
              {told(run)}
            </Text>
            <Text size="xsmall" className="text-ui-fg-subtle shrink-0 whitespace-nowrap">
              <time dateTime={run.finished_at}>{formats.dateTime(run.finished_at)}</time> · {formats.duration(run.seconds)}
            </Text>
          </li>
        ))}
      </ol>
    </details>
  )
}
