import { Badge, Button, Table, Tooltip } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { ReportRow, ReportSection } from "../../src/contract"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { HoursGrid } from "./hours-grid"
import { DistributionChart } from "./distribution-chart"
import { isScale, rowLabel, sectionTitle } from "./row-label"
import { inOrder, significance, type RowOrder } from "./significance"
import { useStill } from "./use-still"
import { unitText } from "./unit-text"
import type { View } from "./view-toggle"

const FIRST_ROWS = 10
/** Hour and weekday: a grid says more than 168 rows. */
const HOURS = "hours"

interface ReportSectionProps {
  part: string
  section: ReportSection
  view: View
  order: RowOrder
  formats: Formats
}

/** One distribution that has rows: each value's members against all profiles. */
export function ReportSectionView({ part, section, view, order, formats }: ReportSectionProps) {
  const { t, i18n } = useTranslation()
  const [whole, setWhole] = useState(false)
  const { still, watched } = useStill(order)
  const grid = section.id === HOURS
  const title = sectionTitle(t, section)
  const labelled = section.rows.map((row) => ({ ...row, label: rowLabel(t, i18n.language, section.id, row) }))
  const ordered = grid || isScale(section.id) ? labelled : inOrder(labelled, still)
  const rows = whole ? ordered : ordered.slice(0, FIRST_ROWS)
  const save = (): void =>
    saveCsv(
      `${part}-${section.id}.csv`,
      ["key", "label", "members", "share", "share_all", "index", "p_value", "q_value", ...(section.value_unit ? ["value"] : [])],
      labelled.map((row) => ({ ...row, value: row.value ?? null }))
    )
  return (
    <Section title={title} className={grid ? "xl:col-span-2" : ""} watched={watched} actions={<CsvButton onClick={save} what={title} />}>
      {grid && <HoursGrid rows={section.rows} formats={formats} />}
      {!grid && view === "chart" && <DistributionChart rows={rows} formats={formats} title={title} />}
      {!grid && view === "table" && <RowsTable rows={rows} unit={section.value_unit} formats={formats} />}
      {!grid && section.rows.length > FIRST_ROWS && (
        <div className="flex justify-center py-2">
          <Button size="small" variant="transparent" onClick={() => setWhole(!whole)}>
            {whole ? t("audience.report.less") : t("audience.report.more", { count: section.rows.length - FIRST_ROWS })}
          </Button>
        </div>
      )}
    </Section>
  )
}

function RowsTable({ rows, unit, formats }: { rows: ReportRow[]; unit: ReportSection["value_unit"]; formats: Formats }) {
  const { t } = useTranslation()
  const head = (key: string, numeric = true) => (
    <Table.HeaderCell className={numeric ? "whitespace-nowrap text-right" : ""}>
      <Tooltip content={t(`audience.report.${key}Help`)} maxWidth={260}>
        <span tabIndex={0} className="cursor-help">
          {t(`audience.report.${key}`)}
        </span>
      </Tooltip>
    </Table.HeaderCell>
  )
  return (
    <div className="overflow-x-auto">
      <Table className="[&_td]:pr-3 [&_th]:pr-3 [&_td:last-child]:pr-6 [&_th:last-child]:pr-6">
        <Table.Header>
          <Table.Row>
            {head("value", false)}
            {unit && head(`unit_${unit}`)}
            {head("members")}
            {head("share")}
            {head("shareAll")}
            {head("index")}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((row) => (
            <Table.Row key={row.key}>
              <Table.Cell className="w-full max-w-[150px]">
                <span className="block truncate" title={row.label}>
                  {row.label}
                </span>
              </Table.Cell>
              {unit && (
                <Table.Cell className="text-right tabular-nums">
                  {row.value === undefined ? "–" : unitText(unit, row.value, formats)}
                </Table.Cell>
              )}
              <Table.Cell className="text-right tabular-nums">{formats.number(row.members)}</Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.percent(row.share)}</Table.Cell>
              <Table.Cell className="text-ui-fg-subtle text-right tabular-nums">{formats.percent(row.share_all)}</Table.Cell>
              <Table.Cell className="text-right">
                <IndexMark row={row} formats={formats} />
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** The index, coloured where chance is an unlikely reason for it. */
function IndexMark({ row, formats }: { row: ReportRow; formats: Formats }) {
  const { t } = useTranslation()
  if (row.index === null) return <span className="text-ui-fg-subtle">–</span>
  const text = formats.number(Math.round(row.index))
  const mark = significance(row)
  if (mark === "none") return <span className="tabular-nums">{text}</span>
  const sign = mark === "clear" ? "**" : "*"
  return (
    <Tooltip content={t(`audience.report.significance.${mark}`)} maxWidth={260}>
      <span tabIndex={0} aria-label={`${text}, ${t(`audience.report.significance.${mark}`)}`}>
        <Badge size="2xsmall" color={row.index >= 100 ? "green" : "orange"} className="tabular-nums">
          {text}
          {sign}
        </Badge>
      </span>
    </Tooltip>
  )
}
