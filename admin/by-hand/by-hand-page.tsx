import { Button } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ManualMember, SegmentDto } from "../../src/contract"
import { api } from "../shared/client"
import { PersonPicker } from "../shared/person-picker"
import { PlainSelect } from "../shared/plain-select"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { SegmentFrame } from "../shared/segment-frame"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useDecide } from "../shared/use-decide"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { DecisionsTable } from "./decisions-table"

const PAGE = 50
const KINDS = ["all", "added", "excluded"] as const

type Kind = (typeof KINDS)[number]

interface Answer {
  manual: ManualMember[]
  count: number
}

/** Who was put into a segment, or kept out of it, by hand: the members of a static one, exceptions to the rule of another. */
export function ByHandPage() {
  return <SegmentFrame tab="byHand">{(segment) => <ByHand key={segment.id} segment={segment} />}</SegmentFrame>
}

function ByHand({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const { edit } = useRights()
  const [kind, setKind] = useState<Kind>("all")
  const [page, setPage] = useState(0)
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "of-segment", segment.id, "manual", kind, page],
    queryFn: ({ signal }) =>
      api.get<Answer>(
        `/segments/${segment.id}/manual`,
        { kind: kind === "all" ? undefined : kind, limit: PAGE, offset: page * PAGE },
        signal
      ),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
  const isStatic = segment.kind === "static"
  return (
    <Section
      title={t(isStatic ? "audience.byHand.members" : "audience.byHand.decisions")}
      subtitle={t(
        segment.archived ? "audience.byHand.archived" : isStatic ? "audience.byHand.membersHelp" : "audience.byHand.decisionsHelp"
      )}
      actions={
        <>
          {(!isStatic || segment.exclusions > 0) && (
            <PlainSelect
              label={t("audience.byHand.decision")}
              value={kind}
              options={KINDS.map((value) => ({ value, label: t(`audience.byHand.kinds.${value}`) }))}
              onChange={(next) => {
                setKind(next)
                setPage(0)
              }}
            />
          )}
          {edit && !segment.archived && <Ways segment={segment} />}
        </>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows />}
      {data?.count === 0 && (
        <EmptyState title={t(isStatic ? "audience.byHand.nobody" : "audience.byHand.none")}>
          {t(isStatic ? "audience.byHand.nobodyHelp" : "audience.byHand.noneHelp")}
        </EmptyState>
      )}
      {data && data.manual.length > 0 && <DecisionsTable segment={segment} decisions={data.manual} />}
      {data && data.count > PAGE && <Pages page={page} count={data.count} onPage={setPage} />}
    </Section>
  )
}

/** The ways into a static segment, or past the rule of another. */
function Ways({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const decide = useDecide()
  const isStatic = segment.kind === "static"
  return (
    <>
      <PersonPicker
        label={t(isStatic ? "audience.byHand.addPerson" : "audience.byHand.includePerson")}
        onPick={({ id }) => void decide(segment, { add: [id] })}
      />
      {!isStatic && (
        <PersonPicker label={t("audience.byHand.excludePerson")} onPick={({ id }) => void decide(segment, { exclude: [id] })} />
      )}
      {isStatic && (
        <>
          <Button size="small" variant="secondary" asChild>
            <Link to="/segments/people">{t("audience.byHand.fromList")}</Link>
          </Button>
          <Button size="small" variant="secondary" asChild>
            <Link to={`/segments/settings/imports?segment=${segment.id}`}>{t("audience.byHand.fromFile")}</Link>
          </Button>
        </>
      )}
    </>
  )
}

function Pages({ page, count, onPage }: { page: number; count: number; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [first, last] = [page * PAGE + 1, Math.min(count, (page + 1) * PAGE)]
  return (
    <nav aria-label={t("audience.members.pages")} className="flex flex-wrap items-center justify-between gap-2 px-6 py-3">
      <span className="txt-small text-ui-fg-subtle tabular-nums">
        {t("audience.members.place", { first: formats.number(first), last: formats.number(last), total: formats.number(count), count })}
      </span>
      <div className="flex gap-x-2">
        <Button size="small" variant="transparent" disabled={page === 0} onClick={() => onPage(page - 1)}>
          {t("audience.members.previous")}
        </Button>
        <Button size="small" variant="transparent" disabled={last >= count} onClick={() => onPage(page + 1)}>
          {t("audience.members.next")}
        </Button>
      </div>
    </nav>
  )
}
