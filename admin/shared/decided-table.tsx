import { Button, Table } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

/** A table of people about whom something was decided: the person first, what takes it back last. */
export function DecidedTable({ columns, children }: { columns: string[]; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          {[t("audience.members.person"), ...columns].map((column) => (
            <Table.HeaderCell key={column} className="whitespace-nowrap">
              {column}
            </Table.HeaderCell>
          ))}
          <Table.HeaderCell>
            <span className="sr-only">{t("audience.attributeSettings.actions")}</span>
          </Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>{children}</Table.Body>
    </Table>
  )
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
