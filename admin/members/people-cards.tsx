import { useTranslation } from "react-i18next"
import type { MemberDto } from "../../src/contract"
import { Cards } from "../shared/cards"
import { cellText } from "../shared/cell-text"
import { PersonLink } from "../shared/person-link"
import { PlainSelect } from "../shared/plain-select"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import type { PeopleTableProps } from "./people-table"
import { SelectBox, SelectPageBox } from "./select-box"

/** The table of people for a telephone; what a head's click does there, a choice of the order does here. */
export function PeopleCards({ people, fields, known, order, onOrder, segmentId, selection }: PeopleTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const labelOf = (field: string): string => known.get(field)?.label ?? field
  const sorted = order.replace(/^-/, "")
  const sortable = fields.includes(sorted) || !known.has(sorted) ? fields : [sorted, ...fields]
  return (
    <Cards
      rows={people}
      keyOf={({ id }) => id}
      columns={[
        { id: "person", head: t("audience.members.person"), cell: (person) => <PersonLink profile={person} /> },
        ...fields.map((field) => ({
          id: field,
          head: labelOf(field),
          cell: ({ values }: MemberDto) => {
            const text = cellText(values[field], known.get(field), formats, t)
            return text === "–" ? null : text
          },
        })),
      ]}
      head={
        <>
          {selection && <SelectPageBox page={people} selection={selection} />}
          <PlainSelect
            label={t("audience.members.order")}
            value={order}
            options={sortable.flatMap((field) => [
              { value: `-${field}`, label: `${labelOf(field)} ↓` },
              { value: field, label: `${labelOf(field)} ↑` },
            ])}
            onChange={onOrder}
          />
        </>
      }
      before={selection && ((person, index) => <SelectBox person={person} index={index} selection={selection} />)}
      action={
        segmentId ? ({ id }) => <TextLink to={`/segments/people/${id}?why=${segmentId}`}>{t("audience.why.button")}</TextLink> : undefined
      }
    />
  )
}
