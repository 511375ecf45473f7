import { Button, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

interface SelectionBarProps {
  title: string
  /** How many are selected, in words. */
  count: string
  /** Why something cannot be done with so many, or so few. */
  hint?: string | null
  onClear: () => void
  /** What can be done, as buttons. */
  children: ReactNode
}

/**
 * What can be done with selected rows, in sight as long as a part of their list is.
 *
 * Stands before the list for keyboards, and is drawn below it: a bar that came above the rows would move
 * them under the pointer that is about to select the next one. Its parent is a column of flex.
 */
export function SelectionBar({ title, count, hint, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation()
  return (
    <div
      role="region"
      aria-label={title}
      className="bg-ui-bg-highlight border-ui-border-base sticky bottom-0 z-10 order-last flex flex-wrap items-center gap-2 rounded-b-lg border-t px-6 py-2"
    >
      <Text size="small" weight="plus" className="mr-auto" aria-live="polite">
        {count}
        {hint && <span className="text-ui-fg-subtle ml-2 font-normal">{hint}</span>}
      </Text>
      {children}
      <Button type="button" size="small" variant="transparent" onClick={onClear}>
        {t("audience.actions.clear")}
      </Button>
    </div>
  )
}
