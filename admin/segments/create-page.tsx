import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { readProposal } from "../shared/new-segment"
import { useCatalogue } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { SegmentForm } from "./segment-form"

/** Makes a segment: from nothing, from the template that the address names, or from what another page proposes in it. */
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
  const proposal = readProposal(search)
  const draft = {
    name: template?.name ?? proposal?.name ?? "",
    description: template?.description ?? "",
    published: false,
    rule: template?.rule ?? proposal?.rule ?? { match: "all" as const, rules: [] },
  }
  return <SegmentForm key={search.toString()} title={t("audience.form.createTitle")} draft={draft} catalogue={catalogue} />
}
