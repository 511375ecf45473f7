import { clx } from "@medusajs/ui"
import type { ReactNode } from "react"

interface HeatProps {
  /** 0 to 1. */
  strength: number
  title: string
  /** What it counts is still going on. */
  unfinished?: boolean
  children: ReactNode
}

/** A cell of a heat map. It never gets so dark that its figure is hard to read, in either theme. */
export function Heat({ strength, title, unfinished, children }: HeatProps) {
  return (
    <td title={title} className={clx("relative px-1 py-1 text-center tabular-nums", unfinished && "italic")}>
      <HeatColor strength={strength} dashed={unfinished} />
      <span className="text-ui-fg-base relative">{children}</span>
    </td>
  )
}

export function HeatColor({ strength, dashed = false }: { strength: number; dashed?: boolean }) {
  return (
    <span
      aria-hidden
      className={clx("absolute inset-0 rounded", dashed && "border border-dashed")}
      style={{
        background: `color-mix(in srgb, var(--fg-interactive) ${Math.round(strength * 45)}%, var(--bg-subtle))`,
        borderColor: "var(--border-strong)",
      }}
    />
  )
}
