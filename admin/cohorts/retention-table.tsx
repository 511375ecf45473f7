import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { Retention } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { Heat } from "./heat"

const FIRST = "bg-ui-bg-base sticky left-0 z-[1] whitespace-nowrap sm:min-w-32 py-1 pl-6 pr-3 text-left font-normal"

/** A row for each week or month, a column for each one since; the darker, the more came back. */
export function RetentionTable({ retention, title, formats }: { retention: Retention; title: string; formats: Formats }) {
  const { t } = useTranslation()
  const { cohorts, interval, average } = retention
  const since = Array.from({ length: cohorts.length }, (_, place) => place)
  // The first column is everybody where coming back is what made the cohort: it must not set the scale of the others.
  const most = Math.max(0.01, ...cohorts.flatMap(({ size, returned }) => (size > 0 ? returned.slice(1).map(({ share }) => share) : [])))
  const unit = (count: number): string => t(`audience.cohorts.since.${interval}`, { count })
  return (
    <div className="isolate overflow-x-auto py-3 pr-4" tabIndex={0} role="region" aria-label={title}>
      <table className="txt-compact-small w-full border-separate border-spacing-0.5">
        <thead className="text-ui-fg-subtle">
          {/* The columns' own heads say it to screen readers, each with its number. */}
          <tr aria-hidden className="txt-compact-xsmall">
            <td className={FIRST} />
            <td className="max-sm:hidden" />
            <td colSpan={since.length} className="px-1">
              {t(`audience.cohorts.later.${interval}`)}
            </td>
          </tr>
          <tr>
            <th scope="col" className={FIRST}>
              {t(`audience.cohorts.start.${retention.by}`)}
            </th>
            <th scope="col" className="px-2 py-1 text-right font-normal max-sm:hidden">
              {t("audience.cohorts.people")}
            </th>
            {since.map((count) => (
              <th key={count} scope="col" className="min-w-14 px-1 py-1 text-center font-normal tabular-nums" title={unit(count)}>
                <span aria-hidden>{count}</span>
                <span className="sr-only">{unit(count)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.map(({ start, size, returned }) => (
            <tr key={start}>
              <th scope="row" className={clx(FIRST, "text-ui-fg-base")}>
                {formats.day(start)}
                <span className="txt-compact-xsmall text-ui-fg-subtle block tabular-nums sm:hidden">
                  {t("audience.cohorts.people")} {formats.number(size)}
                </span>
              </th>
              <td className="text-ui-fg-subtle px-2 text-right tabular-nums max-sm:hidden">{formats.number(size)}</td>
              {returned.map(({ people, share }, count) => {
                const now = count === returned.length - 1
                const text = t(now ? "audience.cohorts.cellNow" : "audience.cohorts.cell", {
                  people: formats.number(people),
                  size: formats.number(size),
                  count: size,
                  share: formats.percent(share),
                  start: formats.day(start),
                  since: unit(count),
                })
                return (
                  <Heat key={count} strength={size === 0 ? 0 : Math.min(1, share / most)} title={text} unfinished={now}>
                    {size > 0 && (
                      <>
                        <span className="block">{formats.percent(share)}</span>
                        <span className="txt-compact-xsmall block">{formats.number(people)}</span>
                      </>
                    )}
                  </Heat>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="text-ui-fg-subtle">
            <th scope="row" className={FIRST} title={t("audience.cohorts.averageHelp")}>
              {t("audience.cohorts.average")}
            </th>
            <td className="max-sm:hidden" />
            {average.map((share, count) => (
              <td key={count} className="px-1 py-1 text-center tabular-nums">
                {share === null ? "" : formats.percent(share)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
