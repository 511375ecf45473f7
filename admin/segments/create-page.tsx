import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { useCatalogue } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { SegmentForm } from "./segment-form"

/** Makes a segment, from nothing or from the template that the address names. */
export function CreateSegmentPage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const { data: catalogue, error, refetch } = useCatalogue()
  if (!catalogue) {
    return error ? (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  const template = catalogue.templates.find(({ id }) => id === search.get("template"))
  const draft = {
    name: template?.name ?? "",
    description: template?.description ?? "",
    published: false,
    rule: template?.rule ?? { match: "all" as const, rules: [] },
  }
  return <SegmentForm key={template?.id ?? ""} title={t("audience.form.createTitle")} draft={draft} catalogue={catalogue} />
}
