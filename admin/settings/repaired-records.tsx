import { StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { Repaired } from "../../src/contract"

/** Medusa's own pages of these records; carts and names have none. */
const PAGES: Partial<Record<Repaired["kind"], string>> = { order: "/orders", customer: "/customers", product: "/products" }

/** How many records of a kind were copied again, and the first of them. */
export function RepairedRecords({ repaired: { kind, count, examples } }: { repaired: Repaired }) {
  const { t } = useTranslation()
  const page = PAGES[kind]
  return (
    <li className="flex items-start justify-between gap-x-3 px-6 py-3">
      <div className="min-w-0">
        <span className="txt-compact-small">{t(`audience.reconciliation.kinds.${kind}`)}</span>
        <ul
          className="txt-compact-xsmall text-ui-fg-subtle mt-1 flex flex-wrap gap-x-3 gap-y-1"
          aria-label={t("audience.reconciliation.examples")}
        >
          {examples.map((id) => (
            <li key={id} className="min-w-0 max-w-full truncate font-mono" title={id}>
              {page ? (
                <Link to={`${page}/${id}`} className="text-ui-fg-interactive focus-visible:shadow-borders-focus rounded outline-none">
                  {id}
                </Link>
              ) : (
                id
              )}
            </li>
          ))}
          {count > examples.length && <li>{t("audience.reconciliation.more", { count: count - examples.length })}</li>}
        </ul>
      </div>
      <StatusBadge color="orange" className="shrink-0">
        {t("audience.reconciliation.repaired", { count })}
      </StatusBadge>
    </li>
  )
}
