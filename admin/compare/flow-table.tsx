import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SegmentFlows } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { Letter } from "./letters"

const FIRST =
  "bg-ui-bg-base sticky left-0 z-[1] w-40 min-w-40 max-w-40 py-2 pl-6 pr-2 text-left font-normal sm:w-56 sm:min-w-56 sm:max-w-56"

/** People of each segment then (rows) who are in each segment now (columns); somebody in two segments counts in both. */
export function FlowTable({ answer, formats }: { answer: SegmentFlows; formats: Formats }) {
  const { t } = useTranslation()
  const names = [...answer.segments.map(({ name }) => name), t("audience.compare.none")]
  const outside = answer.segments.length
  const sizes = answer.segments.map(({ members_from }) => members_from)
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
                  {from === outside && to === outside ? (
                    <span title={t("audience.compare.notCounted")}>–</span>
                  ) : (
                    <span title={sizes[from] ? formats.percent(people / (sizes[from] ?? 1)) : undefined}>{formats.number(people)}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Name({ name, place, written = false }: { name: string; place: number | null; written?: boolean }) {
  if (place === null) return <span className="text-ui-fg-subtle">{name}</span>
  return (
    <span className="inline-flex max-w-full items-center gap-x-1.5">
      <Letter place={place} name={name} />
      <span className={written ? "truncate" : "sr-only"} title={name}>
        {name}
      </span>
    </span>
  )
}
