import { useTranslation } from "react-i18next"
import type { ReportRow } from "../../src/contract"
import { toLocale, type Formats } from "../shared/formats"

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
/** 1 January 2024 was a Monday. */
const nameOfWeekday = (locale: string, weekday: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, weekday)))

/** Visits by weekday and hour of the shop's zone; the darker, the more. Rows are keyed `weekday-hour`, Monday is 1. */
export function HoursGrid({ rows, formats }: { rows: ReportRow[]; formats: Formats }) {
  const { t, i18n } = useTranslation()
  const locale = toLocale(i18n.language)
  const byKey = new Map(rows.map((row) => [row.key, row.value ?? row.members]))
  const most = Math.max(1, ...byKey.values())
  return (
    <div className="overflow-x-auto px-6 py-4">
      <table className="txt-compact-xsmall text-ui-fg-subtle w-full table-fixed sm:min-w-[640px] border-separate border-spacing-0.5">
        <thead>
          <tr>
            <th className="w-10" />
            {HOURS.map((hour) => (
              <th key={hour} scope="col" className="font-normal tabular-nums">
                {hour % 3 === 0 ? hour : <span className="sr-only">{hour}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((weekday) => (
            <tr key={weekday}>
              <th scope="row" className="pr-2 text-left font-normal">
                {nameOfWeekday(locale, weekday)}
              </th>
              {HOURS.map((hour) => {
                const visits = byKey.get(`${weekday}-${hour}`) ?? 0
                const text = t("audience.report.hour", {
                  weekday: nameOfWeekday(locale, weekday),
                  hour,
                  visits: formats.number(visits),
                  count: visits,
                })
                return (
                  <td key={hour} title={text} className="bg-ui-bg-subtle relative h-5 rounded-sm">
                    <span
                      className="absolute inset-0 rounded-sm"
                      style={{ background: "var(--fg-interactive)", opacity: visits === 0 ? 0 : 0.12 + 0.88 * (visits / most) }}
                    />
                    <span className="sr-only">{formats.number(visits)}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
