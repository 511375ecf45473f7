import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ImportDto } from "../../src/contract"
import { Cut, FittingTable } from "../shared/fitting-table"
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
      <FittingTable
        rows={one.errors}
        keyOf={({ line, column }) => `${line} ${column}`}
        columns={[
          { id: "line", head: t("audience.imports.line"), cell: ({ line }) => <Line line={line} /> },
          { id: "column", head: t("audience.imports.column"), cell: ({ column }) => column || null },
          { id: "value", head: t("audience.imports.value"), cell: ({ value }) => (value ? <Cut text={value} /> : null) },
          { id: "reason", head: t("audience.imports.reason"), className: "whitespace-normal", cell: ({ reason }) => reason },
        ]}
      />
    </Section>
  )
}

/** On a card, where no head says so, with the word for what it is. */
function Line({ line }: { line: number }) {
  const { t } = useTranslation()
  return (
    <>
      <span className="sm:hidden">{t("audience.imports.line")} </span>
      {line}
    </>
  )
}
