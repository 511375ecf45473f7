import { clx, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ProductAudience, ProductReach } from "../../src/contract"
import { times } from "../shared/times"
import { useFormats } from "../shared/use-formats"

const ROWS = 6
/** An index of fewer people is chance. */
const LEAST_PEOPLE = 5

const says = ({ people }: ProductReach): boolean => people >= LEAST_PEOPLE
const above = (reach: ProductReach): boolean => says(reach) && (reach.index ?? 0) > 100

/** The segments in which the product is most popular: share and index of viewing and of buying. */
export function ProductSegments({ audience }: { audience: ProductAudience }) {
  const { t } = useTranslation()
  const rows = audience.segments.filter(({ viewed, bought }) => above(viewed) || above(bought)).slice(0, ROWS)
  if (rows.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-4">
        {t("audience.productWidget.noSegments")}
      </Text>
    )
  }
  return (
    <table className="txt-compact-small my-2 w-full table-fixed">
      <thead>
        <tr className="text-ui-fg-subtle">
          <th scope="col" className="py-1.5 pl-6 text-left font-normal">
            {t("audience.productWidget.segment")}
          </th>
          <th scope="col" className="w-20 py-1.5 text-right font-normal">
            {t("audience.productWidget.viewed")}
          </th>
          <th scope="col" className="w-24 py-1.5 pr-6 text-right font-normal">
            {t("audience.productWidget.bought")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, viewed, bought }) => (
          <tr key={id}>
            <td className="py-1.5 pl-6">
              <Link
                to={`/segments/${id}`}
                title={name}
                className="text-ui-fg-base hover:text-ui-fg-interactive focus-visible:shadow-borders-focus block truncate rounded outline-none"
              >
                {name}
              </Link>
            </td>
            <Reach reach={viewed} name={name} />
            <Reach reach={bought} name={name} last />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Reach({ reach, name, last = false }: { reach: ProductReach; name: string; last?: boolean }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const text = t("audience.productWidget.reach", {
    count: reach.people,
    number: formats.number(reach.people),
    name,
    share: formats.percent(reach.share),
    all: formats.percent(reach.share_all),
  })
  // Under one in twenty by chance alone: what a report marks too.
  const clear = reach.p_value !== null && reach.p_value < 0.05
  return (
    <td className={clx("py-1.5 text-right tabular-nums", last && "pr-6")} title={says(reach) ? text : t("audience.productWidget.few")}>
      {says(reach) && reach.index !== null ? (
        <>
          <span className={clx("block", clear ? "text-ui-fg-base font-medium" : "text-ui-fg-subtle")}>{times(reach.index, formats)}</span>
          <span className="txt-compact-xsmall text-ui-fg-subtle block">{formats.percent(reach.share)}</span>
        </>
      ) : (
        <span className="text-ui-fg-subtle">–</span>
      )}
    </td>
  )
}
