import { Table } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { cellText } from "../shared/cell-text"
import { PersonLink } from "../shared/person-link"
import { PlainSelect } from "../shared/plain-select"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import type { PeopleTableProps } from "./people-table"
import { SelectBox, SelectPageBox } from "./select-box"

/** The table of people for a telephone: the columns stand below each name, without those that say nothing of this person. */
export function PeopleCards({ people, fields, known, order, onOrder, segmentId, selection }: PeopleTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const labelOf = (field: string): string => known.get(field)?.label ?? field
  const sorted = order.replace(/^-/, "")
  const sortable = fields.includes(sorted) || !known.has(sorted) ? fields : [sorted, ...fields]
  return (
    <Table className="table-fixed">
      <Table.Header>
        <Table.Row>
          {selection && (
            <Table.HeaderCell className="w-14">
              <SelectPageBox page={people} selection={selection} />
            </Table.HeaderCell>
          )}
          <Table.HeaderCell>
            <PlainSelect
              label={t("audience.members.order")}
              value={order}
              options={sortable.flatMap((field) => [
                { value: `-${field}`, label: `${labelOf(field)} ↓` },
                { value: field, label: `${labelOf(field)} ↑` },
              ])}
              onChange={onOrder}
            />
          </Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {people.map((person, index) => (
          <Table.Row key={person.id} aria-selected={selection?.people.has(person.id)}>
            {selection && (
              <Table.Cell className="select-none py-3 align-top">
                <SelectBox person={person} index={index} selection={selection} />
              </Table.Cell>
            )}
            <Table.Cell className="py-3">
              <div className="flex items-baseline justify-between gap-x-2">
                <PersonLink profile={person} />
                {segmentId && <TextLink to={`/segments/people/${person.id}?why=${segmentId}`}>{t("audience.why.button")}</TextLink>}
              </div>
              <dl className="txt-compact-xsmall mt-1 flex flex-col gap-y-1">
                {fields
                  .map((field) => ({ field, text: cellText(person.values[field], known.get(field), formats, t) }))
                  .filter(({ text }) => text !== "–")
                  .map(({ field, text }) => (
                    <div key={field} className="flex justify-between gap-x-4">
                      <dt className="text-ui-fg-muted shrink-0">{labelOf(field)}</dt>
                      <dd title={text} className="text-ui-fg-subtle truncate tabular-nums">
                        {text}
                      </dd>
                    </div>
                  ))}
              </dl>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}
