import { StatusBadge, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { Reconciliation as Report, Reconciliations } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormatsOf } from "../shared/use-formats"
import { EarlierRuns } from "./earlier-runs"
import { RepairedRecords } from "./repaired-records"

/** What the comparisons with Medusa's records found and mended: the last one, and in short those before it. */
export function Reconciliation({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(timeZone, undefined)
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "reconciliation"],
    queryFn: ({ signal }) => api.get<Reconciliations>("/reconciliation", {}, signal),
    retry,
  })
  const last = data?.reconciliation
  const at = last && t("audience.reconciliation.at", { at: formats.dateTime(last.finished_at), time: formats.duration(last.seconds) })
  return (
    <Section title={t("audience.reconciliation.title")} help={t("audience.reconciliation.help")} subtitle={at ?? undefined}>
      {error && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && data === undefined && <LoadingRows rows={2} />}
      {data && !last && <EmptyState title={t("audience.reconciliation.none")} />}
      {last && <Last report={last} />}
      {data && data.earlier.length > 0 && <EarlierRuns runs={data.earlier} formats={formats} />}
    </Section>
  )
}

function Last({ report }: { report: Report }) {
  const { t } = useTranslation()
  const repairedOrders = report.repaired.some(({ kind }) => kind === "order")
  const repairedCarts = report.repaired.some(({ kind }) => kind === "cart")
  const untouched = [...(repairedOrders ? [] : (["orders"] as const)), ...(repairedCarts ? [] : (["carts"] as const))]
  return (
    <ul className="divide-y">
      {report.error !== null && (
        <li className="px-6 py-3" role="alert">
          <Text size="small" className="text-ui-fg-error break-words">
            {t("audience.reconciliation.failed", { error: report.error })}
          </Text>
        </li>
      )}
      {report.repaired.map((repaired) => (
        <RepairedRecords key={repaired.kind} repaired={repaired} />
      ))}
      {untouched.map((kind) => (
        <li key={kind} className="flex items-center justify-between gap-x-3 px-6 py-3">
          <div className="min-w-0">
            <span className="txt-compact-small">{t(`audience.reconciliation.kinds.${kind === "orders" ? "order" : "cart"}`)}</span>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {t("audience.reconciliation.compared", { count: report[kind].compared })}
            </Text>
          </div>
          <StatusBadge color="green" className="shrink-0">
            {t("audience.reconciliation.right")}
          </StatusBadge>
        </li>
      ))}
    </ul>
  )
}
