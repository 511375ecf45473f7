import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { readProposal } from "../shared/new-segment"
import { useCatalogue, useSegment } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { SegmentForm } from "./segment-form"

/** Makes a segment: from nothing, or from the template, the segment or the proposal of another page that the address names; static ones have no rule. */
export function CreateSegmentPage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const { data: catalogue, ...asked } = useCatalogue()
  const copied = search.get("copy") ?? ""
  const { data: original, ...looked } = useSegment(copied)
  const failed = asked.error && !catalogue ? asked : looked.error && !original ? looked : null
  if (failed) {
    return (
      <Container className="p-0">
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Container>
    )
  }
  if (!catalogue || (copied && !original)) return <PageSkeleton />
  const template = catalogue.templates.find(({ id }) => id === search.get("template"))
  const proposal = readProposal(search)
  const isStatic = search.get("kind") === "static"
  const draft = {
    name: original ? t("audience.segments.copyOf", { name: original.name }) : (template?.name ?? proposal?.name ?? ""),
    description: original?.description ?? template?.description ?? "",
    published: false,
    rule: isStatic ? null : (original?.rule ?? template?.rule ?? proposal?.rule ?? { match: "all" as const, rules: [] }),
  }
  const title = t(isStatic ? "audience.form.createStaticTitle" : "audience.form.createTitle")
  return <SegmentForm key={search.toString()} title={title} draft={draft} catalogue={catalogue} />
}
