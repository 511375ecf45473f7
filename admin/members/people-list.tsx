import { Button, clx, Container, Text } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useMemo, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { Catalogue, MembersPage, RuleGroup, RuleNode, SegmentDto } from "../../src/contract"
import { newSegmentPath } from "../shared/new-segment"
import { retry } from "../shared/queries"
import { SearchBox } from "../shared/search-box"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useNarrow } from "../shared/use-narrow"
import { useRights } from "../shared/use-rights"
import { ColumnChooser } from "./column-chooser"
import { both, ruleOf } from "./filters"
import { PeopleCards } from "./people-cards"
import { PeopleFilters } from "./people-filters"
import { PeopleTable } from "./people-table"
import { SelectedPeople } from "./selected-people"
import { useSelection } from "./use-selection"
import { useView } from "./use-view"

export interface PeopleQuery extends Record<string, string | number | undefined> {
  fields: string
  q: string | undefined
  /** The filters as JSON. */
  rule: string | undefined
  order: string
}

interface PeopleListProps {
  name: string
  catalogue: Catalogue
  /** One page from the server. */
  load: (query: PeopleQuery & { limit: number; cursor: string | undefined }, signal: AbortSignal) => Promise<MembersPage>
  empty: string
  /** What to do about an empty list. */
  emptyAction?: ReactNode
  /** Who the list holds before it is filtered, as a rule; everybody without one. */
  base?: RuleNode
  /** The segment whose people these are, when they are of one. */
  segment?: SegmentDto
  /** What else can be done with the list as it is shown. */
  actions?: (query: PeopleQuery, count: number) => ReactNode
}

const PAGE = 50

/** A list of people with chosen columns, search, order and pages by keyset: page 10,000 is as quick as the first. */
export function PeopleList({ name, catalogue, load, empty, emptyAction, base, segment, actions }: PeopleListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const view = useView()
  const known = useMemo(() => new Map(catalogue.families.flatMap(({ fields }) => fields).map((field) => [field.field, field])), [catalogue])
  // Personal columns are not in the catalogue of an admin who may not see them, and a deleted attribute in nobody's: a list without them is still one.
  const fields = view.fields.filter((field) => known.has(field))
  const rule = ruleOf(view.filters)
  const query: PeopleQuery = {
    fields: fields.join(),
    q: view.q || undefined,
    rule: rule && JSON.stringify(rule),
    order: view.order,
  }
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ["audience", "people", name, query, view.cursor],
    queryFn: ({ signal }) => load({ ...query, limit: PAGE, cursor: view.cursor ?? undefined }, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
  const { edit } = useRights()
  const selection = useSelection(data?.members ?? [])
  const People = useNarrow() ? PeopleCards : PeopleTable
  const first = view.trail.length * PAGE + 1
  // A copied link into the middle of a list says nothing of how many come before.
  const placed = view.cursor === null || view.trail.length > 0

  return (
    // The bar that stays in sight while the list is scrolled must not lie over drawers.
    <Container className="isolate flex flex-col divide-y p-0">
      <div className="flex flex-wrap items-center gap-2 px-6 py-3">
        {catalogue.rights.personal && (
          <SearchBox label={t("audience.members.search")} value={view.q} onChange={(q) => view.change({ q })} className="w-full sm:w-64" />
        )}
        <PeopleFilters filters={view.filters} known={known} ready={data !== undefined} onChange={(filters) => view.change({ filters })} />
        {rule && <SaveAsSegment rule={both(base, rule)} />}
      </div>
      <div className="flex flex-wrap items-center gap-2 px-6 py-3">
        <ColumnChooser catalogue={catalogue} fields={fields} onChange={(next) => view.change({ fields: next })} />
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions?.(query, data?.count ?? 0)}</div>
      </div>
      {selection.people.size > 0 && <SelectedPeople selection={selection} segment={segment} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={10} />}
      {!error && data && data.members.length === 0 && (
        <EmptyState title={view.q || rule ? t("audience.members.noneFound") : empty} action={!view.q && !rule && emptyAction}>
          {rule ? t("audience.filters.noneFit") : view.q && t("audience.members.noneFoundHelp", { q: view.q })}
        </EmptyState>
      )}
      {!error && data && data.members.length > 0 && (
        <div className={clx("transition-opacity", isPlaceholderData && isFetching && "opacity-50")} aria-busy={isFetching}>
          <People
            people={data.members}
            fields={fields}
            known={known}
            order={view.order}
            onOrder={(order) => view.change({ order })}
            segmentId={segment?.kind === "dynamic" ? segment.id : undefined}
            selection={edit ? selection : undefined}
          />
        </div>
      )}
      {!error && data && (
        <nav aria-label={t("audience.members.pages")} className="flex flex-wrap items-center justify-between gap-2 px-6 py-3">
          <Text size="small" className="text-ui-fg-subtle tabular-nums" data-testid="people-count">
            {placed && data.members.length > 0
              ? t("audience.members.place", {
                  first: formats.number(first),
                  last: formats.number(first + data.members.length - 1),
                  total: formats.number(data.count),
                  count: data.count,
                })
              : t("audience.members.total", { total: formats.number(data.count), count: data.count })}
          </Text>
          <div className="flex gap-x-2">
            <Button size="small" variant="transparent" disabled={view.cursor === null} onClick={view.previous}>
              {t(view.cursor !== null && view.trail.length === 0 ? "audience.members.firstPage" : "audience.members.previous")}
            </Button>
            <Button
              size="small"
              variant="transparent"
              disabled={!data.next_cursor}
              onClick={() => data.next_cursor && view.next(data.next_cursor)}
            >
              {t("audience.members.next")}
            </Button>
          </div>
        </nav>
      )}
    </Container>
  )
}

/** Keeps what was filtered as a segment, which stays up to date by itself. */
function SaveAsSegment({ rule }: { rule: RuleGroup }) {
  const { t } = useTranslation()
  return (
    <Button size="small" variant="transparent" asChild>
      <Link to={newSegmentPath({ name: "", rule })}>{t("audience.filters.save")}</Link>
    </Button>
  )
}
