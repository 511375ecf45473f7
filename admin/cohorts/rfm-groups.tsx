import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { RfmGrid } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { newSegmentPath } from "../shared/new-segment"
import { rfmRule } from "./rfm-rule"

interface RfmGroupsProps {
  grid: RfmGrid
  segment: string | null
  segmentName: string | undefined
  formats: Formats
}

/** The usual groups that the scores make, most revenue first. */
export function RfmGroups({ grid, segment, segmentName, formats }: RfmGroupsProps) {
  const { t } = useTranslation()
  return (
    <div className="overflow-x-auto px-6 py-4 xl:w-[26rem]">
      <table className="txt-compact-small w-full">
        <thead>
          <tr className="text-ui-fg-subtle">
            <th scope="col" className="pb-1 text-left font-normal">
              {t("audience.cohorts.group")}
            </th>
            <th scope="col" className="pb-1 pl-4 text-right font-normal">
              {t("audience.cohorts.people")}
            </th>
            <th scope="col" className="pb-1 pl-4 text-right font-normal">
              {t("audience.cohorts.revenue")}
            </th>
          </tr>
        </thead>
        <tbody>
          {grid.groups.map(({ group, people, revenue }) => {
            const label = t(`audience.cohorts.groups.${group}`, { defaultValue: group })
            const path = newSegmentPath({
              name: [segmentName, label].filter(Boolean).join(": "),
              rule: rfmRule({ rfm_group: group }, segment),
            })
            return (
              <tr key={group}>
                <td className="py-1">
                  <Link
                    to={path}
                    title={t("audience.cohorts.makeSegment", { name: label })}
                    className="text-ui-fg-base hover:text-ui-fg-interactive focus-visible:shadow-borders-focus rounded outline-none"
                  >
                    {label}
                  </Link>
                </td>
                <td
                  className="text-ui-fg-subtle whitespace-nowrap py-1 pl-4 text-right tabular-nums"
                  title={formats.percent(people / grid.buyers)}
                >
                  {formats.number(people)}
                </td>
                <td className="text-ui-fg-subtle whitespace-nowrap py-1 pl-4 text-right tabular-nums">{formats.money(revenue)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
