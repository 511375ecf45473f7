import { clx, Text, Tooltip } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReportMeasure } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { unitText } from "./unit-text"

/** One measure of the members: its change since the days before, and the same for everybody. */
export function MeasureCard({ measure, formats, previous }: { measure: ReportMeasure; formats: Formats; previous: string }) {
  const { t } = useTranslation()
  const text = (value: number | null): string => (value === null ? "–" : unitText(measure.unit, value, formats))
  const label = t(`audience.measures.${measure.key}`, { defaultValue: measure.label })
  const before = t("audience.report.before", { value: text(measure.value_before), days: previous })
  return (
    <div className="bg-ui-bg-component shadow-elevation-card-rest min-w-0 rounded-lg px-4 py-3">
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle line-clamp-2 break-words" title={label}>
        {label}
      </Text>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-ui-fg-base text-base font-medium tabular-nums sm:text-lg" title={text(measure.value)}>
          {text(measure.value)}
        </span>
        <Tooltip content={before} maxWidth={260}>
          <span
            tabIndex={0}
            aria-label={`${changeText(measure, formats)}, ${before}`}
            className={clx("txt-compact-xsmall cursor-help tabular-nums", changeColor(measure))}
          >
            {changeText(measure, formats)}
          </span>
        </Tooltip>
      </div>
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle">
        {t("audience.report.all", { value: text(measure.value_all) })}
      </Text>
    </div>
  )
}

/** What grows is not always good, as refunds show: those change without a colour. */
const NEUTRAL = new Set(["refunds", "refunded_amount"])

function changeOf({ value, value_before: before }: ReportMeasure): number | null {
  return value === null || before === null || before === 0 ? null : value / before - 1
}

function changeText(measure: ReportMeasure, formats: Formats): string {
  const change = changeOf(measure)
  if (change === null) return "–"
  return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${formats.percent(Math.abs(change))}`
}

function changeColor(measure: ReportMeasure): string {
  const change = changeOf(measure)
  if (change === null || Math.abs(change) < 0.005 || NEUTRAL.has(measure.key)) return "text-ui-fg-subtle"
  return change > 0 ? "text-ui-tag-green-text" : "text-ui-tag-red-text"
}
