import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { SegmentUse } from "../../src/contract"
import { Section } from "../shared/section"
import { LoadingRows } from "../shared/states"

const PLACES: Record<SegmentUse["kind"], (id: string) => string> = {
  segment: (id) => `/segments/${id}`,
  customer_group: (id) => `/customer-groups/${id}`,
}

/** What rests on the segment, with the way there. */
export function Uses({ uses, published, failed }: { uses: SegmentUse[] | undefined; published: boolean; failed: boolean }) {
  const { t } = useTranslation()
  return (
    <Section title={t("audience.uses.title")} help={t("audience.uses.help")}>
      {!uses && !failed && <LoadingRows rows={1} />}
      {uses && (
        <ul className="txt-compact-small flex flex-col gap-y-2 px-6 py-4">
          {published && <li>{t("audience.uses.storefront")}</li>}
          {uses.map(({ kind, id, name }) => (
            <li key={`${kind} ${id}`} className="flex items-baseline justify-between gap-x-3">
              <Link to={PLACES[kind](id)} title={name} className="hover:text-ui-fg-interactive min-w-0 truncate">
                {name}
              </Link>
              <span className="text-ui-fg-subtle shrink-0">{t(`audience.uses.${kind}`)}</span>
            </li>
          ))}
          {!published && uses.length === 0 && (
            <li>
              <Text size="small" className="text-ui-fg-subtle">
                {t("audience.uses.none")}
              </Text>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
