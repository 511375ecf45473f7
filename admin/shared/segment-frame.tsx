import { ArrowPath, PencilSquare } from "@medusajs/icons"
import { Badge, Button, Container, Heading, Text } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link, useParams } from "react-router-dom"
import type { SegmentDto } from "../../src/contract"
import { DeletePrompt } from "./delete-prompt"
import { FamilyBadge } from "./family-badge"
import { Freshness } from "./freshness"
import { MoreMenu } from "./more-menu"
import { useSegment } from "./queries"
import { useEvaluateSegment } from "./segment-actions"
import { CompareItem, SegmentItems } from "./segment-items"
import { ErrorState, PageSkeleton } from "./states"
import { TabLinks } from "./tab-links"
import { useRights } from "./use-rights"

const TABS = [
  { id: "overview", path: "" },
  { id: "report", path: "/report" },
  { id: "members", path: "/members" },
  { id: "byHand", path: "/by-hand" },
  { id: "versions", path: "/versions" },
] as const

/** Head and tabs of a segment's pages; the body is drawn once the segment is known. */
export function SegmentFrame({ tab, children }: { tab: (typeof TABS)[number]["id"]; children: (segment: SegmentDto) => ReactNode }) {
  const { t } = useTranslation()
  const { id = "" } = useParams()
  const { data: segment, error, refetch } = useSegment(id)
  if (!segment) {
    return error ? (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <>
      <Container className="p-0">
        <Head segment={segment} />
        <TabLinks
          label={t("audience.tabs.label")}
          tabs={TABS.map(({ id: name, path }) => ({
            to: `/segments/${id}${path}`,
            text: t(`audience.tabs.${name}`),
            current: name === tab,
          }))}
        />
      </Container>
      {children(segment)}
    </>
  )
}

function Head({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const evaluate = useEvaluateSegment(segment.id)
  const { edit } = useRights()
  const [deleting, setDeleting] = useState(false)
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-6 py-4">
      <div className="min-w-0 max-w-full flex-1 basis-72">
        <Heading level="h1" className="truncate" title={segment.name}>
          {segment.name}
        </Heading>
        {segment.description && (
          <Text size="small" className="text-ui-fg-subtle line-clamp-2" title={segment.description}>
            {segment.description}
          </Text>
        )}
        <div className="mt-2 flex flex-wrap items-center gap-2">
          {segment.kind === "dynamic" && <FamilyBadge family={segment.family} />}
          {segment.kind === "static" && <Badge size="2xsmall">{t("audience.segment.static")}</Badge>}
          {segment.published && (
            <Badge size="2xsmall" color="blue">
              {t("audience.segment.published")}
            </Badge>
          )}
          {segment.archived ? <Badge size="2xsmall">{t("audience.segments.states.archived")}</Badge> : <Freshness segment={segment} />}
        </div>
      </div>
      <div className="flex items-center gap-2">
        {segment.kind === "dynamic" && (
          <Button size="small" variant="secondary" isLoading={evaluate.isPending} onClick={() => evaluate.mutate()}>
            <ArrowPath />
            {t("audience.actions.evaluate")}
          </Button>
        )}
        {edit && (
          <Button size="small" variant="secondary" asChild>
            <Link to={`/segments/${segment.id}/edit`}>
              <PencilSquare />
              {t("audience.actions.edit")}
            </Link>
          </Button>
        )}
        <MoreMenu>
          <CompareItem segment={segment} />
          {edit && <SegmentItems segment={segment} onDelete={() => setDeleting(true)} />}
        </MoreMenu>
        <DeletePrompt segment={segment} open={deleting} onClose={() => setDeleting(false)} />
      </div>
    </div>
  )
}
