import { Badge, Checkbox, clx, createDataTableColumnHelper } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { FamilyBadge } from "../../shared/family-badge"
import type { Formats } from "../../shared/formats"
import { Freshness } from "../../shared/freshness"
import { Sparkline } from "../../shared/sparkline"
import type { Translate } from "../../shared/translate"
import { RowMenu } from "./row-menu"

const columns = createDataTableColumnHelper<SegmentDto>()

/** The columns that a telephone has place for. What two of the others say stands below them. */
const NARROW = new Set(["select", "name", "members_count", "menu"])
/** As wide as what it says. */
const FITTING = { size: 1 }
/** What the others leave, however long a name is: as the only column without a width of its own it takes all, and no cell of it asks for any. */
const REST = { size: undefined, maxSize: 0 }

/** The columns of the list of segments; those with a figure say what it counts. */
export function listColumns(t: Translate, formats: Formats, narrow = false) {
  return everyColumn(t, formats, narrow).flatMap((column) => {
    const id = column.id ?? ("accessorKey" in column ? column.accessorKey : "")
    return narrow && !NARROW.has(id) ? [] : { ...column, ...(id === "name" ? REST : FITTING) }
  })
}

function everyColumn(t: Translate, formats: Formats, narrow: boolean) {
  const figure = (text: string) => <span className="tabular-nums">{text}</span>
  // Heads that sort are buttons already: an explanation's own button would stand inside of another.
  const explained = (name: string) => () => <span title={t(`audience.segments.help.${name}`)}>{t(`audience.segments.${name}`)}</span>
  return [
    columns.display({
      id: "select",
      header: ({ table }) => (
        <Checkbox
          aria-label={t("audience.segments.selectAll")}
          checked={table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllPageRowsSelected()}
          onCheckedChange={(checked) => table.toggleAllPageRowsSelected(checked === true)}
        />
      ),
      cell: ({ row }) => (
        <Checkbox
          aria-label={t("audience.segments.select", { name: row.original.name })}
          checked={row.getIsSelected()}
          onClick={(event) => event.stopPropagation()}
          onCheckedChange={(checked) => row.toggleSelected(checked === true)}
        />
      ),
    }),
    columns.accessor("name", {
      header: t("audience.segments.name"),
      enableSorting: true,
      cell: ({ row: { original } }) => <Name segment={original} t={t} narrow={narrow} />,
    }),
    columns.accessor("family", {
      header: t("audience.segments.family"),
      enableSorting: true,
      // A static segment rests on no field.
      cell: ({ getValue, row }) => (row.original.kind === "static" ? "–" : <FamilyBadge family={getValue()} />),
    }),
    columns.accessor("members_count", {
      header: explained("members"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue, row }) => (
        <span className="flex flex-col items-end">
          {figure(formats.number(getValue()))}
          {narrow && <span className="text-ui-fg-muted txt-compact-xsmall tabular-nums">{formats.percent(row.original.share)}</span>}
        </span>
      ),
    }),
    columns.accessor("share", {
      header: explained("share"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue }) => figure(formats.percent(getValue())),
    }),
    columns.accessor("active_7d", {
      header: explained("active"),
      enableSorting: true,
      align: "right",
      cell: ({ getValue }) => figure(formats.number(getValue())),
    }),
    columns.display({
      id: "sparkline",
      header: explained("sparkline"),
      cell: ({ row: { original } }) => {
        const values = original.sparkline ?? []
        const [first = 0, last = 0] = [values[0], values.at(-1)]
        return (
          <Sparkline
            values={values}
            label={t("audience.segments.course", { from: formats.number(first), to: formats.number(last), count: last })}
          />
        )
      },
    }),
    columns.accessor("evaluated_at", {
      header: explained("freshness"),
      enableSorting: true,
      cell: ({ row: { original } }) => <Freshness segment={original} />,
    }),
    columns.display({ id: "menu", header: "", cell: ({ row: { original } }) => <RowMenu segment={original} /> }),
  ]
}

function Name({ segment, t, narrow }: { segment: SegmentDto; t: Translate; narrow: boolean }) {
  return (
    <span className={clx("flex gap-x-2 gap-y-1 whitespace-normal", narrow ? "flex-col items-start py-2" : "flex-wrap items-center py-1")}>
      <Link
        to={`/segments/${segment.id}`}
        title={segment.rule_text ? `${segment.name}: ${segment.rule_text}` : segment.name}
        onClick={(event) => event.stopPropagation()}
        className="text-ui-fg-base focus-visible:shadow-borders-focus line-clamp-2 rounded font-medium outline-none [overflow-wrap:anywhere]"
      >
        {segment.name}
      </Link>
      {narrow && segment.kind === "dynamic" && <FamilyBadge family={segment.family} />}
      {segment.kind === "static" && <Badge size="2xsmall">{t("audience.segment.static")}</Badge>}
      {segment.published && (
        <Badge size="2xsmall" color="blue">
          {t("audience.segment.published")}
        </Badge>
      )}
    </span>
  )
}
