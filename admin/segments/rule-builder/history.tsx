import { ArrowUturnLeft } from "@medusajs/icons"
import { IconButton } from "@medusajs/ui"
import type { KeyboardEvent, ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { useQueryBuilderHistory } from "react-querybuilder/history"

export const HISTORY = { maxHistory: 100, coalesceMs: 600 }

/** Undo and redo of a rule: by buttons, and by Ctrl+Z and Ctrl+Shift+Z outside of text boxes, which have an undo of their own. */
export function History({ id, children }: { id: string; children: ReactNode }) {
  const { t } = useTranslation()
  const { undo, redo, canUndo, canRedo } = useQueryBuilderHistory(id, HISTORY)
  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
    if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (event.shiftKey) redo()
    else undo()
  }
  return (
    <div className="relative flex flex-col gap-y-3 px-6 py-4" onKeyDown={onKeyDown}>
      <div className="absolute right-4 top-3 flex">
        <IconButton
          type="button"
          size="small"
          variant="transparent"
          aria-label={t("audience.builder.undo")}
          disabled={!canUndo}
          onClick={undo}
        >
          <ArrowUturnLeft />
        </IconButton>
        <IconButton
          type="button"
          size="small"
          variant="transparent"
          aria-label={t("audience.builder.redo")}
          disabled={!canRedo}
          onClick={redo}
        >
          <ArrowUturnLeft className="-scale-x-100" />
        </IconButton>
      </div>
      {children}
    </div>
  )
}
