import { Button, Table } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ImportDto } from "../../src/contract"
import { Section } from "../shared/section"
import { useRights } from "../shared/use-rights"

/** The first faults of a file; all of them are a download. */
export function ImportFaults({ one, onSave }: { one: ImportDto; onSave: () => void }) {
  const { t } = useTranslation()
  const { export: mayExport } = useRights()
  return (
    <Section
      title={t("audience.imports.faults")}
      help={t("audience.imports.faultsHelp")}
      actions={
        mayExport && (
          <Button size="small" variant="secondary" onClick={onSave}>
            {t("audience.imports.saveFaults")}
          </Button>
        )
      }
    >
      <div className="overflow-x-auto">
        <Table>
          <Table.Header>
            <Table.Row>
              {["line", "column", "value", "reason"].map((name) => (
                <Table.HeaderCell key={name}>{t(`audience.imports.${name}`)}</Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {one.errors.map((fault) => (
              <Table.Row key={`${fault.line} ${fault.column}`}>
                <Table.Cell className="tabular-nums">{fault.line}</Table.Cell>
                <Table.Cell>{fault.column || "–"}</Table.Cell>
                <Table.Cell className="max-w-[200px] truncate" title={fault.value}>
                  {fault.value || "–"}
                </Table.Cell>
                <Table.Cell>{fault.reason}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
    </Section>
  )
}
