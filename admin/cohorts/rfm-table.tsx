import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { RfmGrid } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { newSegmentPath } from "../shared/new-segment"
import type { RfmAxis } from "./cohort-state"
import { HeatColor } from "./heat"
import { rfmRule } from "./rfm-rule"

const SCORES = [5, 4, 3, 2, 1]

interface RfmTableProps {
  grid: RfmGrid
  axis: RfmAxis
  segment: string | null
  segmentName: string | undefined
  formats: Formats
}

/** Recency down, frequency or money across; best at the top and at the left. */
export function RfmTable({ grid, axis, segment, segmentName, formats }: RfmTableProps) {
  const { t } = useTranslation()
  const sums = new Map<string, { people: number; revenue: number }>()
  for (const cell of grid.cells) {
    const key = `${cell.recency}-${cell[axis]}`
    const before = sums.get(key) ?? { people: 0, revenue: 0 }
    sums.set(key, { people: before.people + cell.people, revenue: before.revenue + cell.revenue })
  }
  const most = Math.max(1, ...[...sums.values()].map(({ people }) => people))
  return (
    <div className="min-w-0 flex-1 overflow-x-auto px-6 py-4" tabIndex={0} role="region" aria-label={t("audience.cohorts.rfm")}>
      <p aria-hidden className="txt-compact-small text-ui-fg-subtle px-1 pb-2 sm:hidden">
        {t("audience.cohorts.recency")} ↓ · {t(`audience.cohorts.axis.${axis}`)} →
      </p>
      <table className="txt-compact-small w-full table-fixed border-separate border-spacing-1 sm:min-w-[480px]">
        <thead>
          <tr className="text-ui-fg-subtle">
            <th className="w-4 text-left font-normal sm:w-24">
              <span className="max-sm:sr-only">{t("audience.cohorts.recency")} ↓</span>
            </th>
            {SCORES.map((score) => (
              <th key={score} scope="col" className="pb-1 text-center font-normal">
                <span className="max-sm:sr-only">{t(`audience.cohorts.axis.${axis}`)}</span> {score}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SCORES.map((recency) => (
            <tr key={recency}>
              <th scope="row" className="text-ui-fg-subtle text-left font-normal">
                <span className="max-sm:sr-only">{t("audience.cohorts.recency")}</span> {recency}
              </th>
              {SCORES.map((other) => {
                const cell = sums.get(`${recency}-${other}`)
                if (!cell) return <td key={other} className="bg-ui-bg-subtle text-ui-fg-subtle h-14 rounded text-center">–</td> // prettier-ignore
                const scores = { recency, other, axis: t(`audience.cohorts.axis.${axis}`) }
                const name = [segmentName, t("audience.cohorts.cellName", scores)].filter(Boolean).join(": ")
                const rule = rfmRule({ recency_score: recency, [`${axis}_score`]: other }, segment)
                const text = t("audience.cohorts.rfmCell", { ...scores, people: formats.number(cell.people), revenue: formats.money(cell.revenue), count: cell.people }) // prettier-ignore
                return (
                  <td key={other} className="h-14 p-0">
                    <Link
                      to={newSegmentPath({ name, rule })}
                      title={text}
                      aria-label={text}
                      className="focus-visible:shadow-borders-focus hover:shadow-borders-base relative flex h-full flex-col items-center justify-center rounded outline-none"
                    >
                      <HeatColor strength={cell.people / most} />
                      <span className="text-ui-fg-base relative font-medium tabular-nums">{formats.number(cell.people)}</span>
                      <span className="txt-compact-xsmall text-ui-fg-base relative tabular-nums">{formats.compact(cell.revenue)}</span>
                    </Link>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="txt-compact-xsmall text-ui-fg-subtle pt-2">
        {t("audience.cohorts.rfmLegend", { currency: grid.currency.toUpperCase() })}
      </p>
    </div>
  )
}
