import type { ReactNode } from "react"

export interface Column<Row> {
  id: string
  head: ReactNode
  /** Null where there is nothing to say of a row: a dash in a table, no line on a card. */
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** Of the cells of a table. */
  className?: string
}

interface CardsProps<Row> {
  /** The first one is what a card is about. */
  columns: Column<Row>[]
  rows: Row[]
  keyOf: (row: Row) => string
  /** What stands above all cards, in place of the heads of columns. */
  head?: ReactNode
  /** What stands before a card: a box that selects it. */
  before?: ((row: Row, index: number) => ReactNode) | undefined
  /** What can be done with a row, beside its name. */
  action?: ((row: Row) => ReactNode) | undefined
}

/** Rows of a table below each other, for a telephone: the columns stand below the first one, without those that say nothing of this row. */
export function Cards<Row>({ columns: [name, ...columns], rows, keyOf, head, before, action }: CardsProps<Row>) {
  return (
    <div>
      {head && <div className="bg-ui-bg-subtle flex items-center gap-x-4 px-6 py-2">{head}</div>}
      <ul className="divide-y">
        {rows.map((row, index) => (
          <li key={keyOf(row)} className="txt-compact-small text-ui-fg-subtle flex items-start gap-x-4 px-6 py-3">
            {before?.(row, index)}
            <div className="min-w-0 flex-1">
              <div className="flex items-baseline justify-between gap-x-3">
                <div className="text-ui-fg-base min-w-0 break-words">{name?.cell(row)}</div>
                {action && <div className="shrink-0">{action(row)}</div>}
              </div>
              <dl className="txt-compact-xsmall mt-1 flex flex-col gap-y-1">
                {columns
                  .map(({ id, head: label, cell }) => ({ id, label, value: cell(row) }))
                  .filter(({ value }) => value !== null)
                  .map(({ id, label, value }) => (
                    <div key={id} className="flex items-baseline gap-x-4">
                      <dt className="max-w-[55%] shrink-0">{label}</dt>
                      <dd className="text-ui-fg-base min-w-0 flex-1 break-words text-right tabular-nums [&>.truncate]:ml-auto">{value}</dd>
                    </div>
                  ))}
              </dl>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
