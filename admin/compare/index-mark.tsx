import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { Formats } from "../shared/formats"

/** From here on a difference is worth a colour. */
const NOTABLE = { above: 120, below: 80 }

/** How a segment's figure stands to everybody's, 100 = the same. The arrow says it without colour. */
export function IndexMark({ index, formats }: { index: number | null; formats: Formats }) {
  const { t } = useTranslation()
  if (index === null) return null
  const rounded = Math.round(index)
  const above = rounded >= NOTABLE.above
  const below = rounded <= NOTABLE.below
  return (
    <span
      title={t("audience.compare.index", { index: formats.number(rounded) })}
      className={clx(
        "txt-compact-xsmall whitespace-nowrap tabular-nums",
        above ? "text-ui-tag-green-text" : below ? "text-ui-tag-red-text" : "text-ui-fg-subtle"
      )}
    >
      {above ? "▲ " : below ? "▼ " : ""}
      {formats.number(rounded)}
    </span>
  )
}
