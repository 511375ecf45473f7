import { Skeleton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Section } from "../shared/section"

const ROWS = 10

/** A section that is still being counted, about as high as it will be. Silent: the page says once that it is still counting. */
export function SectionSkeleton({ title }: { title?: ReactNode }) {
  return (
    <Section title={title ?? <Skeleton className="h-6 w-40 rounded-md" />}>
      <div aria-hidden className="flex flex-col gap-y-3 px-6 py-4">
        {Array.from({ length: ROWS }, (_, row) => (
          <Skeleton key={row} className="h-9 w-full rounded-md" />
        ))}
      </div>
    </Section>
  )
}

/** The cards of measures on their way. */
export function MeasuresSkeleton() {
  return (
    <div aria-hidden className="grid grid-cols-2 gap-2 px-6 py-4 md:grid-cols-3 xl:grid-cols-5">
      {Array.from({ length: ROWS }, (_, card) => (
        <Skeleton key={card} className="h-24 w-full rounded-lg" />
      ))}
    </div>
  )
}
