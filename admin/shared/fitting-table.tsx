import { clx, Table } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Cards, type Column } from "./cards"
import { useNarrow } from "./use-narrow"

export interface FittingTableProps<Row> {
  /** The first one is what a row is about. */
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  /** What can be done with a row. */
  action?: ((row: Row) => ReactNode) | undefined
}

/** A table where there is place for its columns, and cards on a telephone: nobody has to scroll sideways for a figure. */
export function FittingTable<Row>(props: FittingTableProps<Row>) {
  return useNarrow() ? <Cards {...props} /> : <WideTable {...props} />
}

function WideTable<Row>({ columns, rows, keyOf, action }: FittingTableProps<Row>) {
  const { t } = useTranslation()
  return (
    <div className="overflow-x-auto">
      <Table className="[&_td:last-child]:pr-6 [&_td]:pr-3 [&_th:last-child]:pr-6 [&_th]:pr-3">
        <Table.Header>
          <Table.Row>
            {columns.map(({ id, head, numeric }) => (
              <Table.HeaderCell key={id} className={clx(numeric && "text-right")}>
                {head}
              </Table.HeaderCell>
            ))}
            {action && (
              <Table.HeaderCell>
                <span className="sr-only">{t("audience.actions.column")}</span>
              </Table.HeaderCell>
            )}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((row) => (
            <Table.Row key={keyOf(row)}>
              {columns.map(({ id, cell, numeric, className }) => (
                <Table.Cell key={id} className={clx("whitespace-nowrap", numeric && "text-right tabular-nums", className)}>
                  {cell(row) ?? "–"}
                </Table.Cell>
              ))}
              {action && <Table.Cell className="whitespace-nowrap text-right">{action(row)}</Table.Cell>}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** Text of any length in a cell, cut where a table would become wider than its page. */
export function Cut({ text, className }: { text: string; className?: string }) {
  return (
    <span className={clx("block max-w-[220px] truncate", className)} title={text}>
      {text}
    </span>
  )
}
