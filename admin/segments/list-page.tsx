import {
  Button,
  Container,
  createDataTableColumnHelper,
  DataTable,
  Heading,
  Text,
  useDataTable,
  type DataTableSortingState,
} from "@medusajs/ui"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../src/contract"
import { api } from "../shared/client"
import { FamilyBadge } from "../shared/family-badge"
import type { Formats } from "../shared/formats"
import { Freshness } from "../shared/freshness"
import { keys, retry } from "../shared/queries"
import { useDeleteSegment } from "../shared/segment-actions"
import { Sparkline } from "../shared/sparkline"
import { EmptyState, ErrorState } from "../shared/states"
import type { Translate } from "../shared/translate"
import { useFormats } from "../shared/use-formats"

interface SegmentsPage {
  segments: SegmentDto[]
  count: number
}

const PAGE = 20

/** All segments with their size and course. */
export function SegmentsPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const navigate = useNavigate()
  const remove = useDeleteSegment()
  const [q, setSearch] = useState("")
  const [sorting, setSorting] = useState<DataTableSortingState | null>(null)
  const [pagination, setPagination] = useState({ pageIndex: 0, pageSize: PAGE })
  const order = sorting ? `${sorting.desc ? "-" : ""}${sorting.id}` : undefined
  const query = { q: q || undefined, order, limit: pagination.pageSize, offset: pagination.pageIndex * pagination.pageSize }
  const { data, error, isLoading, refetch } = useQuery({
    queryKey: [...keys.segments, query],
    queryFn: ({ signal }) => api.get<SegmentsPage>("/segments", query, signal),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    refetchInterval: 30_000,
    retry,
  })

  const table = useDataTable({
    data: data?.segments ?? [],
    columns: useMemo(() => columnsOf(t, formats, navigate, remove), [t, formats, navigate, remove]),
    getRowId: ({ id }) => id,
    rowCount: data?.count ?? 0,
    isLoading,
    onRowClick: (_event, { id }) => void navigate(`/segments/${id}`),
    search: { state: q, onSearchChange: setSearch, debounce: 250 },
    sorting: { state: sorting, onSortingChange: setSorting },
    pagination: { state: pagination, onPaginationChange: setPagination },
  })

  if (error && !data) {
    return (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    )
  }
  const none = data?.count === 0 && q === ""
  return (
    <Container className="p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h1">{t("audience.segments.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("audience.segments.subtitle")}
          </Text>
        </div>
        <div className="flex gap-x-2">
          <Button size="small" variant="secondary" asChild>
            <Link to="/segments/templates">{t("audience.segments.templates")}</Link>
          </Button>
          <Button size="small" asChild>
            <Link to="/segments/create">{t("audience.actions.create")}</Link>
          </Button>
        </div>
      </div>
      {none ? (
        <div className="border-ui-border-base border-t">
          <EmptyState
            title={t("audience.segments.emptyTitle")}
            action={
              <Button size="small" asChild>
                <Link to="/segments/templates">{t("audience.segments.emptyAction")}</Link>
              </Button>
            }
          >
            {t("audience.segments.empty")}
          </EmptyState>
        </div>
      ) : (
        <DataTable instance={table}>
          <DataTable.Toolbar className="flex items-center justify-end gap-2 px-6 py-3">
            <DataTable.Search placeholder={t("audience.segments.search")} className="w-full sm:w-64" />
            <DataTable.SortingMenu tooltip={t("audience.actions.sort")} />
          </DataTable.Toolbar>
          <DataTable.Table
            emptyState={{ filtered: { heading: t("audience.segments.noneFound"), description: t("audience.segments.noneFoundHelp") } }}
          />
          <DataTable.Pagination
            translations={{
              of: t("general.of"),
              results: t("general.results"),
              pages: t("general.pages"),
              prev: t("general.prev"),
              next: t("general.next"),
            }}
          />
        </DataTable>
      )}
    </Container>
  )
}

const columns = createDataTableColumnHelper<SegmentDto>()

function columnsOf(t: Translate, formats: Formats, navigate: (path: string) => void, remove: (segment: SegmentDto) => Promise<void>) {
  const figure = (text: string) => <span className="tabular-nums">{text}</span>
  return [
    columns.accessor("name", {
      header: t("audience.segments.name"),
      enableSorting: true,
      cell: ({ row: { original } }) => (
        <Link
          to={`/segments/${original.id}`}
          title={original.name}
          onClick={(event) => event.stopPropagation()}
          className="text-ui-fg-base focus-visible:shadow-borders-focus block max-w-[240px] truncate rounded font-medium outline-none"
        >
          {original.name}
        </Link>
      ),
    }),
    columns.accessor("family", {
      header: t("audience.segments.family"),
      enableSorting: true,
      cell: ({ getValue }) => <FamilyBadge family={getValue()} />,
    }),
    columns.accessor("members_count", {
      header: t("audience.segments.members"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue }) => figure(formats.number(getValue())),
    }),
    columns.accessor("share", {
      header: t("audience.segments.share"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue }) => figure(formats.percent(getValue())),
    }),
    columns.accessor("active_7d", {
      header: t("audience.segments.active"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue }) => figure(formats.number(getValue())),
    }),
    columns.display({
      id: "sparkline",
      header: t("audience.segments.sparkline"),
      cell: ({ row: { original } }) => {
        const values = original.sparkline ?? []
        const [first = 0, last = 0] = [values[0], values.at(-1)]
        return (
          <Sparkline values={values} label={t("audience.segments.course", { from: formats.number(first), to: formats.number(last) })} />
        )
      },
    }),
    columns.accessor("evaluated_at", {
      header: t("audience.segments.freshness"),
      enableSorting: true,
      cell: ({ row: { original } }) => <Freshness segment={original} />,
    }),
    columns.action({
      actions: ({ row: { original } }) => [
        [{ label: t("audience.actions.edit"), onClick: () => navigate(`/segments/${original.id}/edit`) }],
        [{ label: t("audience.actions.delete"), onClick: () => void remove(original) }],
      ],
    }),
  ]
}
