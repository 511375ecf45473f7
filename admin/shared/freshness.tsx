import { StatusBadge, Tooltip } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SegmentDto } from "../../src/contract"
import { useFormats, useNow } from "./use-formats"

/** When a segment was last computed; a failure shows its error on hover and to screen readers. */
export function Freshness({ segment }: { segment: Pick<SegmentDto, "status" | "error" | "evaluated_at"> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const now = useNow()
  if (segment.status === "failed") {
    const error = segment.error ?? t("audience.states.failed")
    return (
      <Tooltip content={error} maxWidth={360}>
        <span tabIndex={0} aria-label={`${t("audience.freshness.failed")}: ${error}`} className="rounded outline-none">
          <StatusBadge color="red">{t("audience.freshness.failed")}</StatusBadge>
        </span>
      </Tooltip>
    )
  }
  if (segment.status === "computing" || !segment.evaluated_at) {
    return <StatusBadge color="orange">{t("audience.freshness.computing")}</StatusBadge>
  }
  return (
    <Tooltip content={t("audience.freshness.at", { at: formats.dateTime(segment.evaluated_at) })}>
      <span className="whitespace-nowrap">
        <StatusBadge color="green">{formats.relative(segment.evaluated_at, Math.max(now, Date.parse(segment.evaluated_at)))}</StatusBadge>
      </span>
    </Tooltip>
  )
}
