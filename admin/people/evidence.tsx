import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { CatalogueField, EvidenceFact, ExplainedCondition } from "../../src/contract"
import { cellText } from "../shared/cell-text"
import { useCatalogue } from "../shared/queries"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** What decided a condition: the figure that is compared, and the latest facts behind it. */
export function EvidenceOf({ condition: { field: name, evidence } }: { condition: ExplainedCondition }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { personal } = useRights()
  const { data: catalogue } = useCatalogue()
  const field = catalogue?.families.flatMap(({ fields }) => fields).find((one) => one.field === name)
  if (!evidence) {
    return personal ? null : (
      <Text size="xsmall" className="text-ui-fg-subtle">
        {t("audience.why.hidden")}
      </Text>
    )
  }
  const { value, label, facts } = evidence
  const known = value !== null && !(Array.isArray(value) && value.length === 0)
  return (
    <div className="text-ui-fg-subtle">
      <Text size="xsmall">
        {known ? t("audience.why.now", { value: label ?? cellText(value, field, formats, t) }) : t("audience.why.unknown")}
      </Text>
      {facts.length > 0 && (
        <ul aria-label={t("audience.why.facts")} className="mt-1 flex flex-col gap-y-0.5">
          {facts.map((fact, index) => (
            <Fact key={index} fact={fact} field={field} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Fact({ fact: { at, id, text, value, unit }, field }: { fact: EvidenceFact; field: CatalogueField | undefined }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const place = placeOf(id)
  const name = text ?? (place ? t("audience.why.order") : null)
  const amount = value === null ? null : unit === "money" ? formats.money(value) : cellText(value, field, formats, t)
  return (
    <li className="txt-compact-xsmall flex flex-wrap items-baseline gap-x-2">
      {at && <time dateTime={at}>{DAY.test(at) ? formats.day(at) : formats.dateTime(at)}</time>}
      {name &&
        (place ? (
          <TextLink to={place} title={name} className="min-w-0 truncate">
            {name}
          </TextLink>
        ) : (
          <span className="min-w-0 truncate" title={name}>
            {name}
          </span>
        ))}
      {amount && <span className="tabular-nums">{amount}</span>}
    </li>
  )
}

/** The page about what a fact's id names; carts, visits and events have none. */
function placeOf(id: string | null): string | null {
  if (id?.startsWith("order_")) return `/orders/${id}`
  return id?.startsWith("aseg_") ? `/segments/${id}` : null
}
