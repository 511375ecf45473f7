import { ExclamationCircle } from "@medusajs/icons"
import { Button, Container, Skeleton, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { errorMessage, errorStatus } from "./client"

/** What went wrong, in the server's own words, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const missing = errorStatus(error) === 404
  const forbidden = errorStatus(error) === 403
  return (
    <div role="alert" className="flex flex-col items-center justify-center gap-y-3 px-6 py-12 text-center">
      <ExclamationCircle className="text-ui-fg-subtle" />
      <div>
        <Text size="small" weight="plus">
          {t(forbidden ? "audience.states.forbidden" : missing ? "audience.states.notFound" : "audience.states.failed")}
        </Text>
        <Text size="small" className="text-ui-fg-subtle break-words">
          {errorMessage(error)}
          {forbidden && ` ${t("audience.states.askForRight")}`}
        </Text>
      </div>
      {onRetry && !missing && !forbidden && (
        <Button size="small" variant="secondary" onClick={onRetry}>
          {t("audience.actions.retry")}
        </Button>
      )}
    </div>
  )
}

export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center gap-y-3 px-6 py-12 text-center">
      <div>
        <Text size="small" weight="plus">
          {title}
        </Text>
        {children && (
          <Text size="small" className="text-ui-fg-subtle max-w-lg">
            {children}
          </Text>
        )}
      </div>
      {action}
    </div>
  )
}

/** Grey bars while rows are on their way; announced once, not bar by bar. */
export function LoadingRows({ rows = 5, className = "h-5" }: { rows?: number; className?: string }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t("audience.states.loading")} className="flex flex-col gap-y-3 px-6 py-4">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={`w-full rounded-md ${className}`} />
      ))}
    </div>
  )
}

export function PageSkeleton() {
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Skeleton className="h-7 w-48 rounded-md" />
      </div>
      <LoadingRows />
    </Container>
  )
}
