import { StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ImportStatus } from "../../src/contract"

const COLORS: Record<ImportStatus, "grey" | "blue" | "orange" | "green" | "red"> = {
  uploaded: "grey",
  running: "blue",
  checked: "orange",
  done: "green",
  undoing: "blue",
  undone: "grey",
  failed: "red",
}

export function ImportBadge({ status }: { status: ImportStatus }) {
  const { t } = useTranslation()
  return (
    <StatusBadge color={COLORS[status]} className="whitespace-nowrap">
      {t(`audience.imports.is.${status}`)}
    </StatusBadge>
  )
}
