import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { SegmentTemplate, TemplateCounts } from "../../src/contract"
import { FamilyBadge } from "../shared/family-badge"
import { useCatalogue } from "../shared/queries"
import { SearchBox } from "../shared/search-box"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useTemplateCounts } from "./use-template-counts"

/** In the order of a customer's life, then what looks at everybody. A need that is not among them comes last. */
const NEEDS = ["welcome", "convert", "recover_carts", "reward", "win_back", "understand", "target"]
const place = (need: string): number => (NEEDS.indexOf(need) + NEEDS.length + 1) % (NEEDS.length + 1)

/** Segments ready to use, by what the merchant wants from them, each with how many people it would hold now. */
export function TemplatesPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useCatalogue()
  const [search, setSearch] = useState("")
  const wanted = search.trim().toLocaleLowerCase()
  const found = (data?.templates ?? []).filter(({ name, description }) => `${name} ${description}`.toLocaleLowerCase().includes(wanted))
  const needs = [...new Set(found.map(({ need }) => need))].sort((one, other) => place(one) - place(other))
  // Asked for beside the templates: counting takes longer, and nobody has to wait for it to choose.
  const counted = useTemplateCounts({ enabled: data !== undefined })
  return (
    <>
      <Section
        level="h1"
        title={t("audience.templates.title")}
        subtitle={t("audience.templates.subtitle")}
        actions={
          <>
            <SearchBox label={t("audience.templates.search")} value={search} onChange={setSearch} />
            <Button size="small" variant="secondary" asChild>
              <Link to="/segments/create">{t("audience.templates.blank")}</Link>
            </Button>
          </>
        }
      >
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <LoadingRows rows={6} className="h-16" />}
        {data && found.length === 0 && <EmptyState title={t("audience.templates.none")} />}
      </Section>
      {needs.map((need) => (
        <Container key={need} className="p-0">
          <div className="px-6 pb-1 pt-4">
            <Heading level="h2">{t(`audience.needs.${need}.title`, { defaultValue: need })}</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              {t(`audience.needs.${need}.help`, { defaultValue: "" })}
            </Text>
          </div>
          <ul className="grid gap-3 px-6 py-4 sm:grid-cols-2 xl:grid-cols-3">
            {found
              .filter((template) => template.need === need)
              .map((template) => (
                <TemplateCard key={template.id} template={template} counted={counted} />
              ))}
          </ul>
        </Container>
      ))}
    </>
  )
}

function TemplateCard({ template, counted }: { template: SegmentTemplate; counted: TemplateCounts | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const count = counted?.counts[template.id]
  return (
    <li>
      <Link
        to={`/segments/create?template=${encodeURIComponent(template.id)}`}
        className="bg-ui-bg-component shadow-elevation-card-rest hover:shadow-elevation-card-hover focus-visible:shadow-borders-focus flex h-full flex-col gap-y-2 rounded-lg p-4 outline-none transition-shadow"
      >
        <span className="flex items-start justify-between gap-x-2">
          <span className="txt-compact-small-plus text-ui-fg-base">{template.name}</span>
          <FamilyBadge family={template.family} />
        </span>
        <span className="txt-small text-ui-fg-subtle line-clamp-3" title={template.description}>
          {template.description}
        </span>
        <span
          className="txt-compact-xsmall text-ui-fg-subtle mt-auto flex min-h-4 items-baseline gap-x-1.5 pt-1 tabular-nums"
          title={t("audience.templates.now")}
        >
          {count !== undefined && count > 0 && (
            <>
              <span className="text-ui-fg-base font-medium">
                {t("audience.templates.people", { count, number: formats.number(count) })}
              </span>
              {formats.percent(count / (counted?.total || 1))}
            </>
          )}
          {count === 0 && t("audience.templates.nobody")}
        </span>
      </Link>
    </li>
  )
}
