import { StatusBadge, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormatsOf } from "../shared/use-formats"

interface Compared {
  compared: number
  differing_days: { day: string; copied_again: number }[]
}

interface Report {
  finished_at: string
  orders: Compared
  carts: Compared
}

const repaired = ({ differing_days: days }: Compared): number => days.reduce((sum, { copied_again }) => sum + copied_again, 0)

/** What the last comparison with Medusa's orders and carts found and mended. */
export function Reconciliation({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(timeZone, undefined)
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "reconciliation"],
    queryFn: async ({ signal }) => (await api.get<{ reconciliation: Report | null }>("/reconciliation", {}, signal)).reconciliation,
    retry,
  })
  return (
    <Section
      title={t("audience.reconciliation.title")}
      help={t("audience.reconciliation.help")}
      subtitle={data ? t("audience.reconciliation.at", { at: formats.dateTime(data.finished_at) }) : undefined}
    >
      {error && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <LoadingRows rows={2} />}
      {data === null && <EmptyState title={t("audience.reconciliation.none")} />}
      {data && (
        <ul className="divide-y">
          {(["orders", "carts"] as const).map((kind) => (
            <li key={kind} className="flex items-center justify-between gap-x-3 px-6 py-3">
              <div>
                <span className="txt-compact-small">{t(`audience.reconciliation.${kind}`)}</span>
                <Text size="xsmall" className="text-ui-fg-subtle">
                  {t("audience.reconciliation.compared", { count: data[kind].compared })}
                </Text>
              </div>
              <StatusBadge color={repaired(data[kind]) > 0 ? "orange" : "green"} className="shrink-0">
                {t("audience.reconciliation.repaired", { count: repaired(data[kind]) })}
              </StatusBadge>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
