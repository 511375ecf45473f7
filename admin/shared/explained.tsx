import { InformationCircle } from "@medusajs/icons"
import { Tooltip } from "@medusajs/ui"

/** An explanation on hover and on focus; screen readers get it as the button's name. */
export function Explained({ text }: { text: string }) {
  return (
    <Tooltip content={text} maxWidth={280}>
      <button
        type="button"
        aria-label={text}
        className="text-ui-fg-muted hover:text-ui-fg-subtle focus-visible:shadow-borders-focus shrink-0 rounded-full outline-none"
      >
        <InformationCircle className="h-4 w-4" />
      </button>
    </Tooltip>
  )
}
