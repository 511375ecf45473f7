import { clx } from "@medusajs/ui"
import { Link } from "react-router-dom"

interface TabLinksProps {
  /** Name for screen readers. */
  label: string
  tabs: { to: string; text: string; current: boolean }[]
}

/** Tabs of a page. Links, not tab buttons: each is a page with an address of its own. All are in sight, on a telephone in several lines. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className="border-ui-border-base flex flex-wrap gap-x-1 border-t px-4 py-2">
      {tabs.map(({ to, text, current }) => (
        <Link
          key={to}
          to={to}
          aria-current={current ? "page" : undefined}
          className={clx(
            "txt-compact-small-plus focus-visible:shadow-borders-focus whitespace-nowrap rounded-full px-3 py-1.5 outline-none transition-colors",
            current ? "bg-ui-bg-base shadow-elevation-card-rest text-ui-fg-base" : "text-ui-fg-subtle hover:text-ui-fg-base"
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  )
}
