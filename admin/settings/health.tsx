import { StatusBadge, Table, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { AudienceHealth, StageHealth } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { ErrorState, LoadingRows } from "../shared/states"
import { useFormatsOf, useNow } from "../shared/use-formats"

/** Seconds behind from which a stage is worth a look, and a worry. */
const SLOW = 10
const LATE = 60

const color = ({ lag }: StageHealth): "green" | "orange" | "red" => (lag < SLOW ? "green" : lag < LATE ? "orange" : "red")

/** How far each stage is behind, what was refused and which segments fail. */
export function Health({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "health"],
    queryFn: ({ signal }) => api.get<AudienceHealth>("/health", {}, signal),
    refetchInterval: 10_000,
    retry,
  })
  return (
    <Section title={t("audience.health.title")} help={t("audience.health.help")}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={4} />}
      {data && <Stages health={data} />}
      {data && <Refusals health={data} />}
      {data && data.failing_segments.length > 0 && <Failing health={data} timeZone={timeZone} />}
    </Section>
  )
}

function Stages({ health }: { health: AudienceHealth }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(undefined, undefined)
  const waiting = (stage: StageHealth): string =>
    Object.entries(stage.waiting)
      .filter(([, count]) => count > 0)
      .map(([what, count]) => t(`audience.health.waiting.${what}`, { count, number: formats.number(count) }))
      .join(", ")
  return (
    <ul className="divide-y">
      {health.stages.map((stage) => (
        <li key={stage.stage} className="flex items-center justify-between gap-x-3 px-6 py-3">
          <div className="min-w-0">
            <span className="txt-compact-small text-ui-fg-base">{t(`audience.stages.${stage.stage}`, { defaultValue: stage.stage })}</span>
            {waiting(stage) && (
              <Text size="xsmall" className="text-ui-fg-subtle">
                {waiting(stage)}
              </Text>
            )}
          </div>
          <StatusBadge color={color(stage)} className="shrink-0">
            {stage.lag < 1 ? t("audience.health.upToDate") : t("audience.health.behind", { time: formats.duration(stage.lag) })}
          </StatusBadge>
        </li>
      ))}
    </ul>
  )
}

function Refusals({ health }: { health: AudienceHealth }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(undefined, undefined)
  if (health.refusals.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-3">
        {t("audience.health.noRefusals")}
      </Text>
    )
  }
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("audience.health.refused")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("audience.health.today")}</Table.HeaderCell>
            <Table.HeaderCell className="whitespace-nowrap text-right">{t("audience.health.last7")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {health.refusals.map(({ reason, today, last_7d }) => (
            <Table.Row key={reason}>
              <Table.Cell className="max-w-[260px] truncate" title={reason}>
                {t(`audience.refusals.${reason}`, { defaultValue: reason })}
              </Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.number(today)}</Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.number(last_7d)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function Failing({ health, timeZone }: { health: AudienceHealth; timeZone: string }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(timeZone, undefined)
  const now = useNow()
  return (
    <ul className="divide-y" aria-label={t("audience.health.failing")}>
      {health.failing_segments.map(({ id, name, error, failed_at }) => (
        <li key={id} className="px-6 py-3">
          <div className="flex items-center justify-between gap-x-3">
            <Link
              to={`/segments/${id}`}
              className="txt-compact-small text-ui-fg-base hover:text-ui-fg-interactive min-w-0 truncate"
              title={name}
            >
              {name}
            </Link>
            <Text size="xsmall" className="text-ui-fg-subtle whitespace-nowrap" title={formats.dateTime(failed_at)}>
              {formats.relative(failed_at, now)}
            </Text>
          </div>
          <Text size="xsmall" className="text-ui-fg-error break-words">
            {error}
          </Text>
        </li>
      ))}
    </ul>
  )
}
