import { Button, clx, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

interface SelectionBarProps {
  title: string
  /** How many are selected, in words. */
  count: string
  /** Why something cannot be done with so many, or so few. */
  hint?: string | null
  className?: string
  onClear: () => void
  /** What can be done, as buttons. */
  children: ReactNode
}

/** Stands above a list while rows of it are selected. */
export function SelectionBar({ title, count, hint, className, onClear, children }: SelectionBarProps) {
  const { t } = useTranslation()
  return (
    <div
      role="region"
      aria-label={title}
      className={clx("bg-ui-bg-highlight border-ui-border-base flex flex-wrap items-center gap-2 px-6 py-2", className)}
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
