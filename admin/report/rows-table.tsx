import { Badge, clx, Table, Tooltip } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReportRow, ReportSection } from "../../src/contract"
import { FigureRows } from "../shared/figure-rows"
import type { Formats } from "../shared/formats"
import { useNarrow } from "../shared/use-narrow"
import { significance } from "./significance"
import { unitText } from "./unit-text"

interface RowsTableProps {
  rows: (ReportRow & { label: string })[]
  unit: ReportSection["value_unit"]
  formats: Formats
}

/** The values of a section in figures. */
export function RowsTable({ rows, unit, formats }: RowsTableProps) {
  const narrow = useNarrow()
  const columns = columnsOf(unit, formats)
  if (narrow) {
    return (
      <FigureRows
        heads={columns.map(({ id }) => ({ id, head: <Head name={id} /> }))}
        rows={rows.map((row) => ({ key: row.key, label: row.label, figures: columns.map(({ cell }) => cell(row)) }))}
      />
    )
  }
  return (
    <div className="overflow-x-auto">
      <Table className="[&_td]:pr-3 [&_th]:pr-3 [&_td:last-child]:pr-6 [&_th:last-child]:pr-6">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>
              <Head name="value" />
            </Table.HeaderCell>
            {columns.map(({ id }) => (
              <Table.HeaderCell key={id} className="whitespace-nowrap text-right">
                <Head name={id} />
              </Table.HeaderCell>
            ))}
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
              {columns.map(({ id, cell }) => (
                <Table.Cell key={id} className={clx("text-right tabular-nums", id === "shareAll" && "text-ui-fg-subtle")}>
                  {cell(row)}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

function columnsOf(unit: ReportSection["value_unit"], formats: Formats) {
  const value = { id: `unit_${unit}`, cell: ({ value: of }: ReportRow) => (unit && of !== undefined ? unitText(unit, of, formats) : "–") }
  return [
    ...(unit ? [value] : []),
    { id: "members", cell: ({ members }: ReportRow) => formats.number(members) },
    { id: "share", cell: ({ share }: ReportRow) => formats.percent(share) },
    { id: "shareAll", cell: ({ share_all: share }: ReportRow) => formats.percent(share) },
    { id: "index", cell: (row: ReportRow) => <IndexMark row={row} formats={formats} /> },
  ]
}

/** A column's name, which says on hover and on focus what it counts. */
function Head({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <Tooltip content={t(`audience.report.${name}Help`)} maxWidth={260}>
      <span tabIndex={0} className="cursor-help">
        {t(`audience.report.${name}`)}
      </span>
    </Tooltip>
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
