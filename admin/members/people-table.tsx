import { TriangleDownMini, TriangleUpMini } from "@medusajs/icons"
import { clx, Table } from "@medusajs/ui"
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from "@tanstack/react-table"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { CatalogueField, MemberDto } from "../../src/contract"
import { PersonLink } from "../shared/person-link"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import { cellText, isNumeric } from "../shared/cell-text"
import { SelectBox, SelectPageBox } from "./select-box"
import type { Selection } from "./use-selection"
import { nextOrder } from "./view-state"

export interface PeopleTableProps {
  people: MemberDto[]
  /** Chosen columns by full name, in order. */
  fields: string[]
  known: ReadonlyMap<string, CatalogueField>
  order: string
  onOrder: (order: string) => void
  /** Id of the segment whose rule they are in by: each can be asked why. */
  segmentId?: string | undefined
  /** Where people can be selected. */
  selection?: Selection | undefined
}

const columns = createColumnHelper<MemberDto>()

/** People with the chosen fields as columns; a click on a head sorts the whole list by it. */
export function PeopleTable({ people, fields, known, order, onOrder, segmentId, selection }: PeopleTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const defined = useMemo(
    () => [
      columns.display({
        id: "person",
        header: t("audience.members.person"),
        cell: ({ row }) => <PersonLink profile={row.original} />,
      }),
      ...fields.map((name) =>
        columns.display({
          id: name,
          header: known.get(name)?.label ?? name,
          cell: ({ row }) => {
            const text = cellText(row.original.values[name], known.get(name), formats, t)
            return (
              <span
                title={text}
                className={clx("block max-w-[240px] truncate", isNumeric(known.get(name)) && "ml-auto text-right tabular-nums")}
              >
                {text}
              </span>
            )
          },
        })
      ),
    ],
    [fields, known, formats, t]
  )
  const table = useReactTable({ data: people, columns: defined, getCoreRowModel: getCoreRowModel(), getRowId: ({ id }) => id })
  const sorted = order.replace(/^-/, "")
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          {table.getHeaderGroups().map((group) => (
            <Table.Row key={group.id}>
              {selection && (
                <Table.HeaderCell className="w-px">
                  <SelectPageBox page={people} selection={selection} />
                </Table.HeaderCell>
              )}
              {group.headers.map(({ id, column, getContext }) => {
                const label = flexRender(column.columnDef.header, getContext())
                const direction = id !== sorted ? "none" : order.startsWith("-") ? "descending" : "ascending"
                return (
                  <Table.HeaderCell key={id} aria-sort={id === "person" ? undefined : direction} className="whitespace-nowrap">
                    {id === "person" ? (
                      label
                    ) : (
                      <button
                        type="button"
                        title={known.get(id)?.help}
                        onClick={() => onOrder(nextOrder(order, id))}
                        className={clx(
                          "hover:text-ui-fg-base focus-visible:shadow-borders-focus flex items-center gap-x-1 rounded outline-none",
                          isNumeric(known.get(id)) && "ml-auto"
                        )}
                      >
                        {label}
                        {direction === "descending" && <TriangleDownMini />}
                        {direction === "ascending" && <TriangleUpMini />}
                      </button>
                    )}
                  </Table.HeaderCell>
                )
              })}
              {segmentId && (
                <Table.HeaderCell>
                  <span className="sr-only">{t("audience.why.title")}</span>
                </Table.HeaderCell>
              )}
            </Table.Row>
          ))}
        </Table.Header>
        <Table.Body>
          {table.getRowModel().rows.map((row) => (
            <Table.Row key={row.id} aria-selected={selection?.people.has(row.id)}>
              {selection && (
                // A click with Shift selects people, not the text in between.
                <Table.Cell className="w-px select-none">
                  <SelectBox person={row.original} index={row.index} selection={selection} />
                </Table.Cell>
              )}
              {row.getVisibleCells().map((cell) => (
                <Table.Cell key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</Table.Cell>
              ))}
              {segmentId && (
                <Table.Cell className="whitespace-nowrap text-right">
                  <TextLink to={`/segments/people/${row.id}?why=${segmentId}`}>{t("audience.why.button")}</TextLink>
                </Table.Cell>
              )}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
