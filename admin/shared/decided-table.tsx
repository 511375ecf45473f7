import { Button } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { ProfileDto } from "../../src/contract"
import type { Column } from "./cards"
import { FittingTable } from "./fitting-table"
import { PersonLink } from "./person-link"

interface DecidedTableProps<Row> {
  columns: Column<Row>[]
  rows: Row[]
  profileOf: (row: Row) => Pick<ProfileDto, "id" | "email" | "first_name" | "last_name">
  /** What takes a decision back. */
  action: ((row: Row) => ReactNode) | undefined
}

/** A table of people about whom something was decided: the person first, what takes it back last. */
export function DecidedTable<Row>({ columns, profileOf, ...table }: DecidedTableProps<Row>) {
  const { t } = useTranslation()
  const person = { id: "person", head: t("audience.members.person"), cell: (row: Row) => <PersonLink profile={profileOf(row)} /> }
  return <FittingTable columns={[person, ...columns]} keyOf={(row) => profileOf(row).id} {...table} />
}

interface TakeBackProps {
  /** What is taken back, of whom: all buttons of a table read alike. */
  label: string
  disabled?: boolean
  onClick: () => void
}

/** The button at the end of a row. */
export function TakeBack({ label, disabled = false, onClick }: TakeBackProps) {
  const { t } = useTranslation()
  return (
    <Button size="small" variant="transparent" disabled={disabled} aria-label={label} onClick={onClick}>
      {t("audience.actions.remove")}
    </Button>
  )
}
