import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { TextLink } from "../shared/text-link"

/** The segments whose rules refer to the one that is being changed, and that change with it. */
export function DependentSegments({ segments }: { segments: { id: string; name: string }[] }) {
  const { t } = useTranslation()
  return (
    <div>
      <Text size="small" className="text-ui-fg-subtle">
        {t("audience.preview.dependents", { count: segments.length })}
      </Text>
      <ul className="txt-compact-small mt-1 flex flex-col gap-y-1">
        {segments.map(({ id, name }) => (
          <li key={id}>
            {/* In a new tab: what was changed here is not yet saved. */}
            <TextLink to={`/segments/${id}`} newTab title={name} className="block truncate">
              {name}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
