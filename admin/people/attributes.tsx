import { useTranslation } from "react-i18next"
import type { AttributeValue, CatalogueField, ProfileDto } from "../../src/contract"
import { useCatalogue } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { useFormats } from "../shared/use-formats"

/** What is known about a person, by the names the shop gave. */
export function Attributes({ profile }: { profile: ProfileDto }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data: catalogue } = useCatalogue()
  const fields = catalogue?.families.flatMap((family) => family.fields) ?? []
  const fieldOf = (key: string): CatalogueField | undefined =>
    fields.find(({ field }) => field === `attribute.${key}` || field === `attribute.custom.${key}`)
  const text = (key: string, value: AttributeValue): string => {
    if (Array.isArray(value)) return value.join(", ")
    if (typeof value === "boolean") return t(value ? "audience.builder.yes" : "audience.builder.no")
    if (typeof value === "number") return formats.number(value)
    const field = fieldOf(key)
    if (field?.type === "date") return formats.day(value.slice(0, 10))
    return field?.choices?.find((choice) => choice.value === value)?.label ?? value
  }
  const entries = Object.entries(profile.attributes)
  return (
    <Section title={t("audience.person.attributes")}>
      {entries.length === 0 ? (
        <EmptyState title={t("audience.person.noAttributes")} />
      ) : (
        <dl className="divide-y">
          {entries.map(([key, value]) => (
            <div key={key} className="txt-compact-small grid grid-cols-2 gap-x-4 px-6 py-2.5">
              <dt className="text-ui-fg-subtle truncate" title={key}>
                {fieldOf(key)?.label ?? key}
              </dt>
              <dd className="text-ui-fg-base truncate" title={text(key, value)}>
                {text(key, value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  )
}
