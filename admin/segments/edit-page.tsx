import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useParams } from "react-router-dom"
import { useCatalogue, useSegment } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { SegmentForm } from "./segment-form"

/** Changes a segment. What others save meanwhile does not replace what is being edited here. */
export function EditSegmentPage() {
  const { t } = useTranslation()
  const { id = "" } = useParams()
  const segment = useSegment(id)
  const catalogue = useCatalogue()
  const failed = segment.data ? catalogue : segment
  if (!segment.data || !catalogue.data) {
    return failed.error ? (
      <Container className="p-0">
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  const { name, description, published, rule } = segment.data
  return (
    <SegmentForm
      key={id}
      id={id}
      title={t("audience.form.editTitle", { name })}
      draft={{ name, description: description ?? "", published, rule: segment.data.kind === "static" ? null : rule }}
      catalogue={catalogue.data}
    />
  )
}
