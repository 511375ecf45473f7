import { clx, Container, Heading, Text } from "@medusajs/ui"
import type { HTMLAttributes, ReactNode } from "react"
import { Explained } from "./explained"

interface SectionProps {
  title: ReactNode
  /** Heading level 1 is the page's own. */
  level?: "h1" | "h2"
  subtitle?: ReactNode
  help?: string
  actions?: ReactNode
  children?: ReactNode
  className?: string
  /** Where the pointer and the focus are, for whoever wants to know. */
  watched?: Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur">
}

/** A card with a heading, as Medusa's own pages are made of. */
export function Section({ title, level = "h2", subtitle, help, actions, children, className, watched }: SectionProps) {
  return (
    <Container {...watched} className={`divide-y overflow-hidden p-0 ${className ?? ""}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-4">
        {/* On a telephone a long heading leaves place for a small button beside it. */}
        <div className={clx("min-w-0", !subtitle && "max-sm:flex-1 max-sm:basis-40")}>
          <div className="flex min-w-0 items-center gap-x-1">
            <Heading level={level} className="sm:truncate">
              {title}
            </Heading>
            {help && <Explained text={help} />}
          </div>
          {subtitle && (
            <Text size="small" className="text-ui-fg-subtle">
              {subtitle}
            </Text>
          )}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </Container>
  )
}
