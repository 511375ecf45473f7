import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReportMeasure, ReportPart } from "../../src/contract"
import { Explained } from "../shared/explained"
import type { Formats } from "../shared/formats"
import { ReportSectionView } from "./report-section"
import { unitText } from "./unit-text"
import type { View } from "./view-toggle"

interface ReportPartProps {
  name: string
  title: string
  help: string
  part: ReportPart
  view: View
  formats: Formats
}

/** One part of the report: its measures against all profiles, then its sections. */
export function ReportPartView({ name, title, help, part, view, formats }: ReportPartProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-y-2">
      <Container className="p-0">
        <div className="flex items-center gap-x-1 px-6 pb-1 pt-4">
          <Heading level="h2">{title}</Heading>
          <Explained text={help} />
        </div>
        <div className="grid grid-cols-2 gap-2 px-6 py-4 md:grid-cols-3 xl:grid-cols-5">
          {part.measures.map((measure) => (
            <Measure key={measure.key} measure={measure} formats={formats} />
          ))}
        </div>
      </Container>
      <div className="grid items-start gap-2 xl:grid-cols-2">
        {part.sections.map((section) => (
          <ReportSectionView key={section.id} part={name} section={section} view={view} formats={formats} />
        ))}
      </div>
    </section>
  )
}

function Measure({ measure, formats }: { measure: ReportMeasure; formats: Formats }) {
  const { t } = useTranslation()
  const text = (value: number | null): string => (value === null ? "–" : unitText(measure.unit, value, formats))
  const label = t(`audience.measures.${measure.key}`, { defaultValue: measure.label })
  return (
    <div className="bg-ui-bg-component shadow-elevation-card-rest min-w-0 rounded-lg px-4 py-3">
      <Text size="xsmall" leading="compact" className="text-ui-fg-subtle truncate" title={label}>
        {label}
      </Text>
      <span className="text-ui-fg-base block truncate text-lg font-medium tabular-nums" title={text(measure.value)}>
        {text(measure.value)}
      </span>
      <Text size="xsmall" leading="compact" className="text-ui-fg-muted truncate">
        {t("audience.report.all", { value: text(measure.value_all) })}
      </Text>
    </div>
  )
}
