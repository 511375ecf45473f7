import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { MembersPage as Page, SegmentDto } from "../../src/contract"
import { api } from "../shared/client"
import { useCatalogue } from "../shared/queries"
import { SegmentFrame } from "../shared/segment-frame"
import { ErrorState, PageSkeleton } from "../shared/states"
import { CopyLink } from "./copy-link"
import { ExportButton } from "./export-button"
import { PeopleList } from "./people-list"

/** All members of a segment. */
export function MembersPage() {
  return <SegmentFrame tab="members">{(segment) => <Members key={segment.id} segment={segment} />}</SegmentFrame>
}

function Members({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
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
  return (
    <PeopleList
      name={segment.id}
      segment={segment}
      catalogue={catalogue}
      load={(query, signal) => api.get<Page>(`/segments/${segment.id}/members`, query, signal)}
      empty={t("audience.members.none")}
      base={{ field: "attribute.segments", operator: "has_any", value: [segment.id] }}
      actions={(query, count) => (
        <>
          <CopyLink />
          <ExportButton path={`/segments/${segment.id}/export`} query={query} count={count} />
        </>
      )}
    />
  )
}
