import { Badge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReportDifference } from "../../src/contract"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { EmptyState, LoadingRows } from "../shared/states"
import { times } from "../shared/times"
import { rowLabel, sectionTitle } from "./row-label"

interface DifferencesProps {
  /** Null while they are being counted. */
  differences: ReportDifference[] | null
  formats: Formats
}

/** What makes the segment different: the strongest value of each section, as two bars and how many times as common it is. */
export function Differences({ differences, formats }: DifferencesProps) {
  const { t } = useTranslation()
  const title = t("audience.report.differences")
  const save = (): void =>
    saveCsv(
      "differences.csv",
      ["part", "section", "key", "label", "members", "share", "share_all", "index", "p_value", "q_value"],
      (differences ?? []).map(({ part, section, row }) => ({ part, section, ...row, value: null }))
    )
  return (
    <Section
      title={title}
      help={t("audience.report.differencesHelp")}
      actions={differences !== null && differences.length > 0 && <CsvButton onClick={save} what={title} />}
    >
      {differences === null && <LoadingRows rows={6} className="h-8" />}
      {differences?.length === 0 && (
        <EmptyState title={t("audience.report.noDifferences")}>{t("audience.report.noDifferencesHelp")}</EmptyState>
      )}
      {differences !== null && differences.length > 0 && (
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-x-8 px-6 py-3 xl:grid-cols-[repeat(2,minmax(0,1fr))]">
          {differences.map((difference) => (
            <Difference key={`${difference.section} ${difference.row.key}`} difference={difference} formats={formats} />
          ))}
        </ol>
      )}
    </Section>
  )
}

function Difference({ difference: { section, title, row }, formats }: { difference: ReportDifference; formats: Formats }) {
  const { t, i18n } = useTranslation()
  const label = rowLabel(t, i18n.language, section, row)
  const more = row.share >= row.share_all
  const explained = t("audience.report.differenceText", {
    share: formats.percent(row.share),
    shareAll: formats.percent(row.share_all),
    q: row.q_value !== null && row.q_value < 0.001 ? "< 0.001" : formats.number(Math.round((row.q_value ?? 1) * 1000) / 1000),
  })
  return (
    <li className="border-ui-border-base flex items-center gap-x-3 border-b py-2.5 last:border-b-0" title={explained}>
      <div className="min-w-0 flex-1">
        <Text size="small" weight="plus" leading="compact" className="truncate" title={label}>
          {label}
        </Text>
        <Text size="xsmall" leading="compact" className="text-ui-fg-subtle truncate">
          {sectionTitle(t, { id: section, title })}
        </Text>
      </div>
      <div className="w-24 shrink-0 sm:w-40">
        <ShareBar share={row.share} text={formats.percent(row.share)} color="var(--fg-interactive)" />
        <ShareBar share={row.share_all} text={formats.percent(row.share_all)} color="var(--fg-muted)" />
      </div>
      <Badge
        size="2xsmall"
        color={more ? "green" : "orange"}
        className="w-12 shrink-0 justify-center sm:w-16 whitespace-nowrap tabular-nums"
      >
        {times(row.index, formats)}
      </Badge>
    </li>
  )
}

function ShareBar({ share, text, color }: { share: number; text: string; color: string }) {
  return (
    <div className="flex items-center gap-x-2">
      <div className="bg-ui-bg-subtle h-1.5 flex-1 overflow-hidden rounded-full">
        <div className="h-full rounded-full" style={{ width: `${Math.min(100, share * 100)}%`, background: color }} />
      </div>
      <span className="txt-compact-xsmall text-ui-fg-subtle w-11 text-right tabular-nums">{text}</span>
    </div>
  )
}
