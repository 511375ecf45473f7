import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { BEHAVIOUR_SECTIONS, type ReportPart, type ReportPartName, type ReportSection } from "../../src/contract"
import { Explained } from "../shared/explained"
import type { Formats } from "../shared/formats"
import { useNarrow } from "../shared/use-narrow"
import { MeasureCard } from "./measure-card"
import { NavigationChart } from "./navigation-chart"
import { MeasuresSkeleton, SectionSkeleton } from "./section-skeleton"
import { ReportSectionView } from "./report-section"
import { sectionTitle } from "./row-label"
import type { RowOrder } from "./significance"
import type { View } from "./view-toggle"

interface ReportPartProps {
  name: ReportPartName
  title: string
  help: string
  part: ReportPart
  /** What is missing is still being counted. */
  pending: boolean
  /** The days before, as text. */
  previous: string
  view: View
  order: RowOrder
  formats: Formats
}

/** One part of the report: its measures against all profiles, then its sections. */
export function ReportPartView({ name, title, help, part, pending, previous, view, order, formats }: ReportPartProps) {
  const { t } = useTranslation()
  // Five steps beside each other have no place on a telephone; the table of steps says the same.
  const narrow = useNarrow()
  // A card for each thing that nobody did would bury those that somebody did.
  const filled = part.sections.filter(({ rows }) => rows.length > 0)
  const known = new Map(filled.map((section) => [section.id, section]))
  const shown = [...known.keys(), ...(pending ? missingIn(name, part.sections) : [])].sort(byPlaceIn(name))
  const empty = part.sections.filter(({ rows }) => rows.length === 0)
  return (
    <section aria-label={title} className="flex flex-col gap-y-2">
      <Container className="p-0">
        <div className="flex items-center gap-x-1 px-6 py-4">
          <Heading level="h2">{title}</Heading>
          <Explained text={help} />
        </div>
        {pending && part.measures.length === 0 && name !== "attributes" && <MeasuresSkeleton />}
        {part.measures.length > 0 && (
          <div className="grid grid-cols-2 gap-2 px-6 py-4 md:grid-cols-3 xl:grid-cols-5">
            {part.measures.map((measure) => (
              <MeasureCard key={measure.key} measure={measure} formats={formats} previous={previous} />
            ))}
          </div>
        )}
      </Container>
      <div className="grid items-start gap-2 xl:grid-cols-2">
        {shown.map((id) => {
          const section = known.get(id)
          if (!section) return <SectionSkeleton key={id} />
          return <ReportSectionView key={id} part={name} section={section} view={view} order={order} formats={formats} />
        })}
        {pending && name === "behaviour" && !part.flow && !narrow && <SectionSkeleton title={t("audience.report.flow")} />}
        {part.flow && !narrow && <NavigationChart flow={part.flow} formats={formats} />}
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

/** Sections that every report has. The others, of a shop's own attributes, are known when they are counted. */
const SECTIONS: Record<ReportPartName, readonly string[]> = {
  behaviour: BEHAVIOUR_SECTIONS,
  attributes: ["visit.type", "visit.sessions", "attribute.identified", "attribute.segments"],
  purchase: ["products", "categories"],
}

function missingIn(name: ReportPartName, sections: readonly ReportSection[]): string[] {
  return SECTIONS[name].filter((id) => !sections.some((section) => section.id === id))
}

/** Behaviour in the order of the whole, so that what comes later fills its place; of other parts in the order given. */
function byPlaceIn(name: ReportPartName): (a: string, b: string) => number {
  const places = new Map<string, number>(name === "behaviour" ? SECTIONS[name].map((id, place) => [id, place]) : [])
  return (a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)
}
