import { ArrowDownMini, ArrowUpMini, DotsSix, SquareTwoStack, Trash } from "@medusajs/icons"
import { clx, IconButton } from "@medusajs/ui"
import type { ReactNode, Ref } from "react"
import { useTranslation } from "react-i18next"
import { useBuilder, type NodeMove } from "./builder-context"

interface NodeActionsProps {
  /** Id of the condition or group, by which the focus finds it again where it was moved to. */
  id: string | undefined
  path: readonly number[]
  /** What it is, for screen readers: "Move condition up". */
  kind: "condition" | "group"
  dragRef: Ref<HTMLSpanElement> | undefined
  onMove: (move: NodeMove) => void
  onDuplicate: () => void
  onRemove: () => void
}

/** Ways to move, copy and remove a condition or group: by dragging, or button by button with the keyboard. */
export function NodeActions({ id, path, kind, dragRef, onMove, onDuplicate, onRemove }: NodeActionsProps) {
  const { t } = useTranslation()
  const { keepFocus, topNodes } = useBuilder()
  const move = (direction: NodeMove) => (): void => {
    keepFocus(`[data-node="${id}"][data-move="${direction}"]`)
    onMove(direction)
  }
  const atTop = path.length === 1 && path[0] === 0
  const atEnd = path.length === 1 && path[0] === topNodes - 1
  const button = (name: string, icon: ReactNode, act: () => void, direction?: NodeMove, disabled = false) => (
    <IconButton
      type="button"
      size="small"
      variant="transparent"
      aria-label={t(`audience.builder.${name}.${kind}`)}
      title={t(`audience.builder.${name}.${kind}`)}
      // Still in reach at the end of its way: a button that becomes disabled loses the focus.
      aria-disabled={disabled}
      className={clx(disabled && "opacity-40")}
      data-node={id}
      data-move={direction}
      onClick={() => !disabled && act()}
    >
      {icon}
    </IconButton>
  )
  return (
    <div className="flex shrink-0 items-center self-end sm:self-start">
      <span ref={dragRef} title={t(`audience.builder.drag.${kind}`)} className="text-ui-fg-muted cursor-grab p-1 max-sm:hidden" aria-hidden>
        <DotsSix />
      </span>
      {button("moveUp", <ArrowUpMini />, move("up"), "up", atTop)}
      {button("moveDown", <ArrowDownMini />, move("down"), "down", atEnd)}
      {button("duplicate", <SquareTwoStack />, onDuplicate)}
      {button("remove", <Trash />, onRemove)}
    </div>
  )
}
