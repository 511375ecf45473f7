import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { ReportSection } from "../../src/contract"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { useNarrow } from "../shared/use-narrow"
import { HoursGrid } from "./hours-grid"
import { DistributionChart } from "./distribution-chart"
import { RowsTable } from "./rows-table"
import { isScale, rowLabel, sectionTitle } from "./row-label"
import { inOrder, type RowOrder } from "./significance"
import { useStill } from "./use-still"
import type { View } from "./view-toggle"

const FIRST_ROWS = { wide: 10, narrow: 5 }
/** Hour and weekday: a grid says more than 168 rows. */
const HOURS = "hours"

interface ReportSectionProps {
  part: string
  section: ReportSection
  view: View
  order: RowOrder
  formats: Formats
}

/** One distribution that has rows: each value's members against all profiles. */
export function ReportSectionView({ part, section, view, order, formats }: ReportSectionProps) {
  const { t, i18n } = useTranslation()
  const [whole, setWhole] = useState(false)
  const narrow = useNarrow()
  const first = FIRST_ROWS[narrow ? "narrow" : "wide"]
  const { still, watched } = useStill(order)
  const grid = section.id === HOURS
  const title = sectionTitle(t, section)
  const labelled = section.rows.map((row) => ({ ...row, label: rowLabel(t, i18n.language, section.id, row) }))
  const ordered = grid || isScale(section.id) ? labelled : inOrder(labelled, still)
  const rows = whole ? ordered : ordered.slice(0, first)
  const save = (): void =>
    saveCsv(
      `${part}-${section.id}.csv`,
      ["key", "label", "members", "share", "share_all", "index", "p_value", "q_value", ...(section.value_unit ? ["value"] : [])],
      labelled.map((row) => ({ ...row, value: row.value ?? null }))
    )
  return (
    <Section title={title} className={grid ? "xl:col-span-2" : ""} watched={watched} actions={<CsvButton onClick={save} what={title} />}>
      {grid && <HoursGrid rows={section.rows} formats={formats} />}
      {!grid && view === "chart" && <DistributionChart rows={rows} formats={formats} title={title} />}
      {!grid && view === "table" && <RowsTable rows={rows} unit={section.value_unit} formats={formats} />}
      {!grid && section.rows.length > first && (
        <div className="flex justify-center py-2">
          <Button size="small" variant="transparent" onClick={() => setWhole(!whole)}>
            {whole ? t("audience.report.less") : t("audience.report.more", { count: section.rows.length - first })}
          </Button>
        </div>
      )}
    </Section>
  )
}
