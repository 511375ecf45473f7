import { clx } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentFlows } from "../../src/contract"
import { Cards } from "../shared/cards"
import type { Formats } from "../shared/formats"
import { useNarrow } from "../shared/use-narrow"
import { Letter, Lettered } from "./letters"

const FIRST =
  "bg-ui-bg-base sticky left-0 z-[1] w-40 min-w-40 max-w-40 py-2 pl-6 pr-2 text-left font-normal sm:w-56 sm:min-w-56 sm:max-w-56"

interface FlowTableProps {
  answer: SegmentFlows
  formats: Formats
}

/** People of each segment then (rows) who are in each segment now (columns); somebody in two segments counts in both. */
export function FlowTable(props: FlowTableProps) {
  return useNarrow() ? <FlowCards {...props} /> : <FlowGrid {...props} />
}

function FlowGrid({ answer, formats }: FlowTableProps) {
  const { t } = useTranslation()
  const names = [...answer.segments.map(({ name }) => name), t("audience.compare.none")]
  const outside = answer.segments.length
  return (
    <div className="isolate overflow-x-auto pb-2" tabIndex={0} role="region" aria-label={t("audience.compare.flowTitle")}>
      <table className="txt-compact-small w-full border-collapse">
        <thead>
          <tr className="border-ui-border-base border-b">
            <th scope="col" className={clx(FIRST, "text-ui-fg-subtle")}>
              {t("audience.compare.fromTo")}
            </th>
            {names.map((name, place) => (
              <th key={place} scope="col" className="min-w-20 px-3 py-2 text-right font-normal">
                <Name name={name} place={place < outside ? place : null} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.matrix.map((row, from) => (
            <tr key={from} className="border-ui-border-base border-b last:border-b-0">
              <th scope="row" className={FIRST}>
                <Name name={names[from] ?? ""} place={from < outside ? from : null} written />
              </th>
              {row.map((people, to) => (
                <td
                  key={to}
                  className={clx("px-3 py-2 text-right tabular-nums", from === to ? "text-ui-fg-base font-medium" : "text-ui-fg-subtle")}
                >
                  <People answer={answer} from={from} to={to} people={people} formats={formats} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same for a telephone: a card for each segment then. */
function FlowCards({ answer, formats }: FlowTableProps) {
  const { t } = useTranslation()
  const nameOf = (place: number): ReactNode => {
    const segment = answer.segments[place]
    return segment ? <Lettered place={place} name={segment.name} /> : t("audience.compare.none")
  }
  const places = [...answer.matrix.keys()]
  return (
    <Cards
      rows={places}
      keyOf={String}
      head={<span className="txt-compact-small text-ui-fg-subtle">{t("audience.compare.fromTo")}</span>}
      columns={[
        { id: "from", head: t("audience.compare.fromTo"), cell: nameOf },
        ...places.map((to) => ({
          id: String(to),
          head: nameOf(to),
          cell: (from: number) => <People answer={answer} from={from} to={to} people={answer.matrix[from]?.[to] ?? 0} formats={formats} />,
        })),
      ]}
    />
  )
}

interface PeopleProps extends FlowTableProps {
  from: number
  to: number
  people: number
}

function People({ answer: { segments }, from, to, people, formats }: PeopleProps) {
  const { t } = useTranslation()
  const outside = segments.length
  if (from === outside && to === outside) return <span title={t("audience.compare.notCounted")}>–</span>
  const size = segments[from]?.members_from
  return <span title={size ? formats.percent(people / size) : undefined}>{formats.number(people)}</span>
}

function Name({ name, place, written = false }: { name: string; place: number | null; written?: boolean }) {
  if (place === null) return <span className="text-ui-fg-subtle">{name}</span>
  if (written) return <Lettered place={place} name={name} />
  return (
    <span className="inline-flex items-center">
      <Letter place={place} name={name} />
      <span className="sr-only">{name}</span>
    </span>
  )
}
