import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ReportPart } from "../../src/contract"
import { Explained } from "../shared/explained"
import type { Formats } from "../shared/formats"
import { MeasureCard } from "./measure-card"
import { NavigationChart } from "./navigation-chart"
import { ReportSectionView } from "./report-section"
import { sectionTitle } from "./row-label"
import type { RowOrder } from "./significance"
import type { View } from "./view-toggle"

interface ReportPartProps {
  name: string
  title: string
  help: string
  part: ReportPart
  /** The days before, as text. */
  previous: string
  view: View
  order: RowOrder
  formats: Formats
}

/** One part of the report: its measures against all profiles, then its sections. */
export function ReportPartView({ name, title, help, part, previous, view, order, formats }: ReportPartProps) {
  const { t } = useTranslation()
  // A card for each thing that nobody did would bury those that somebody did.
  const filled = part.sections.filter(({ rows }) => rows.length > 0)
  const empty = part.sections.filter(({ rows }) => rows.length === 0)
  return (
    <section aria-label={title} className="flex flex-col gap-y-2">
      <Container className="p-0">
        <div className="flex items-center gap-x-1 px-6 py-4">
          <Heading level="h2">{title}</Heading>
          <Explained text={help} />
        </div>
        {part.measures.length > 0 && (
          <div className="grid grid-cols-2 gap-2 px-6 py-4 md:grid-cols-3 xl:grid-cols-5">
            {part.measures.map((measure) => (
              <MeasureCard key={measure.key} measure={measure} formats={formats} previous={previous} />
            ))}
          </div>
        )}
      </Container>
      <div className="grid items-start gap-2 xl:grid-cols-2">
        {filled.map((section) => (
          <ReportSectionView key={section.id} part={name} section={section} view={view} order={order} formats={formats} />
        ))}
        {part.flow && <NavigationChart flow={part.flow} formats={formats} />}
      </div>
      {empty.length > 0 && (
        <Container className="px-6 py-3">
          <Text size="small" className="text-ui-fg-subtle">
            {t("audience.report.nothing", { sections: empty.map((section) => sectionTitle(t, section)).join(" · ") })}
          </Text>
        </Container>
      )}
    </section>
  )
}
