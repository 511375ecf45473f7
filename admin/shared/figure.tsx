import { Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Explained } from "./explained"

interface FigureProps {
  label: string
  help: string
  value: string | undefined
  /** Null while it is on its way, like the value. */
  detail?: ReactNode
}

/** One figure with its name and what it means. Without a value yet it is a grey bar. */
export function Figure({ label, help, value, detail }: FigureProps) {
  return (
    <div className="bg-ui-bg-component shadow-elevation-card-rest flex min-w-0 flex-col gap-y-1 rounded-lg px-4 py-3">
      <div className="flex items-start gap-x-1">
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle line-clamp-2 break-words" title={label}>
          {label}
        </Text>
        <Explained text={help} />
      </div>
      {value === undefined ? (
        <Skeleton className="h-7 w-24 rounded-md" />
      ) : (
        <span className="text-ui-fg-base truncate text-base sm:text-xl font-medium tabular-nums" title={value}>
          {value}
        </span>
      )}
      {detail === null && <Skeleton className="h-4 w-16 rounded" />}
      {detail && (
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle truncate">
          {detail}
        </Text>
      )}
    </div>
  )
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-2 px-6 py-4 md:grid-cols-3 xl:grid-cols-4">{children}</div>
}
