import { clx } from "@medusajs/ui"

/**
 * The segments of a comparison by place. Middle tones, which stand out from light and from
 * dark; a letter beside each, so that nobody has to tell colours apart.
 */
const COLORS = ["#3b82f6", "#f59e0b", "#10b981", "#8b5cf6", "#ef4444", "#06b6d4", "#ec4899", "#84cc16"]

export const colorOf = (place: number): string => COLORS[place % COLORS.length] ?? "var(--fg-muted)"

export const letterOf = (place: number): string => String.fromCharCode(65 + place)

/** A segment's letter and name, on one line. */
export function Lettered({ place, name }: { place: number; name: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-x-1.5">
      <Letter place={place} name={name} />
      <span className="truncate" title={name}>
        {name}
      </span>
    </span>
  )
}

/** A segment's sign in tables and charts; its name is written beside it or in its title. */
export function Letter({ place, name, className }: { place: number; name?: string; className?: string }) {
  return (
    <span
      title={name}
      className={clx(
        "txt-compact-xsmall-plus text-ui-fg-base inline-flex h-5 w-5 shrink-0 items-center justify-center rounded border-2",
        className
      )}
      style={{ borderColor: colorOf(place) }}
    >
      {letterOf(place)}
    </span>
  )
}
