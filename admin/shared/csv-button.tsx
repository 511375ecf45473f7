import { ArrowDownTray } from "@medusajs/icons"
import { IconButton, Tooltip } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

/** Saves the table beside it. */
export function CsvButton({ onClick, what }: { onClick: () => void; what: string }) {
  const { t } = useTranslation()
  const label = t("audience.actions.csv", { what })
  return (
    <Tooltip content={label}>
      <IconButton type="button" size="small" variant="transparent" aria-label={label} onClick={onClick}>
        <ArrowDownTray />
      </IconButton>
    </Tooltip>
  )
}
