import { Button, Container, DataTable, Heading, Text, useDataTable, type DataTableRowSelectionState } from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useMemo, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { api } from "../../shared/client"
import { keys, retry } from "../../shared/queries"
import { EmptyState, ErrorState } from "../../shared/states"
import { useFormats } from "../../shared/use-formats"
import { useNarrow } from "../../shared/use-narrow"
import { useRights } from "../../shared/use-rights"
import { listColumns } from "./list-columns"
import { CreateMenu } from "./create-menu"
import { ListFilters } from "./list-filters"
import { FIRST_ORDER, isNarrowed, listQuery, PAGE_SIZE } from "./list-view"
import { SelectedSegments } from "./selected-segments"
import { useListView } from "./use-list-view"

interface ListAnswer {
  segments: SegmentDto[]
  count: number
}

/** All segments with their size and course. */
export function SegmentsPage() {
  const { t } = useTranslation()
  const [view, change] = useListView()
  const query = listQuery(view)
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: [...keys.segments, query],
    queryFn: ({ signal }) => api.get<ListAnswer>("/segments", query, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    refetchInterval: 30_000,
    retry,
  })
  const none = data?.count === 0 && !isNarrowed(view)
  return (
    // The bar that stays in sight while the list is scrolled must not lie over drawers.
    <Container className="isolate divide-y p-0">
      <Head />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {none && (
        <EmptyState
          title={t("audience.segments.emptyTitle")}
          action={
            <div className="flex flex-wrap justify-center gap-2">
              <Button size="small" asChild>
                <Link to="/segments/templates">{t("audience.segments.emptyAction")}</Link>
              </Button>
              <Button size="small" variant="secondary" asChild>
                <Link to="/segments/settings">{t("audience.settings.tag")}</Link>
              </Button>
            </div>
          }
        >
          {t("audience.segments.empty")}
        </EmptyState>
      )}
      {!none && (!error || data) && (
        <div className="flex flex-col">
          <ListFilters view={view} onChange={change} />
          <SegmentTable
            segments={data?.segments ?? []}
            count={data?.count ?? 0}
            isLoading={isLoading}
            order={view.order}
            page={view.page}
            onChange={change}
          />
        </div>
      )}
    </Container>
  )
}

function Head() {
  const { t } = useTranslation()
  const { edit } = useRights()
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <div className="min-w-0">
        <Heading level="h1">{t("audience.segments.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.segments.subtitle")}
        </Text>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="secondary" asChild>
          <Link to="/segments/templates">{t("audience.segments.templates")}</Link>
        </Button>
        {edit && <CreateMenu />}
      </div>
    </div>
  )
}

interface SegmentTableProps {
  segments: SegmentDto[]
  count: number
  isLoading: boolean
  order: string
  page: number
  onChange: (next: { order?: string; page?: number }) => void
}

function SegmentTable({ segments, count, isLoading, order, page, onChange }: SegmentTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const [selection, setSelection] = useState<DataTableRowSelectionState>({})
  // Segments that were selected on another page are no longer in the answer.
  const seen = useRef(new Map<string, SegmentDto>())
  for (const segment of segments) seen.current.set(segment.id, segment)
  const selected = Object.keys(selection).flatMap((id) => (selection[id] ? (seen.current.get(id) ?? []) : []))

  const table = useDataTable({
    data: segments,
    columns: useMemo(() => listColumns(t, formats, narrow), [t, formats, narrow]),
    getRowId: ({ id }) => id,
    rowCount: count,
    isLoading,
    onRowClick: (_event, { id }) => void navigate(`/segments/${id}`),
    rowSelection: { state: selection, onRowSelectionChange: setSelection },
    sorting: {
      state: order === FIRST_ORDER ? null : { id: order.replace(/^-/, ""), desc: order.startsWith("-") },
      onSortingChange: (next) => onChange({ order: next ? `${next.desc ? "-" : ""}${next.id}` : FIRST_ORDER }),
    },
    pagination: {
      state: { pageIndex: page, pageSize: PAGE_SIZE },
      onPaginationChange: ({ pageIndex }) => onChange({ page: pageIndex }),
    },
    autoResetPageIndex: false,
  })
  const empty = { heading: t("audience.segments.noneFound"), description: t("audience.segments.noneFoundHelp") }
  return (
    <>
      {selected.length > 0 && <SelectedSegments selected={selected} onClear={() => setSelection({})} />}
      <DataTable instance={table}>
        <DataTable.Table emptyState={{ filtered: empty, empty }} />
        {count > PAGE_SIZE && (
          <DataTable.Pagination
            translations={{
              of: t("general.of"),
              results: t("general.results"),
              pages: t("general.pages"),
              prev: t("general.prev"),
              next: t("general.next"),
            }}
          />
        )}
      </DataTable>
    </>
  )
}
