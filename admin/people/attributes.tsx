import { Badge, Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { ProfileAttribute } from "../../src/contract"
import { useAttributeNames } from "../shared/attribute-names"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { AttributeEditor } from "./attribute-editor"
import { usePersonAttributes } from "./use-person-attributes"

/** What is known about a person, by the names the shop gave, with where each value came from. */
export function Attributes({ profileId }: { profileId: string }) {
  const { t } = useTranslation()
  const { data, error, refetch } = usePersonAttributes(profileId)
  const [all, setAll] = useState(false)
  const known = data?.filter(({ value, hidden }) => value !== null || hidden)
  const shown = all ? data : known
  return (
    <Section
      title={t("audience.person.attributes")}
      actions={
        data &&
        known &&
        known.length < data.length && (
          <Button size="small" variant="transparent" onClick={() => setAll(!all)}>
            {t(all ? "audience.personData.fewer" : "audience.personData.more")}
          </Button>
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={3} />}
      {shown?.length === 0 && <EmptyState title={t("audience.person.noAttributes")} />}
      {shown && shown.length > 0 && (
        <ul className="divide-y">
          {shown.map((attribute) => (
            <Row key={attribute.key} attribute={attribute} profileId={profileId} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function Row({ attribute, profileId }: { attribute: ProfileAttribute; profileId: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { edit } = useRights()
  const [editing, setEditing] = useState(false)
  const names = useAttributeNames()
  const { key, value, type, source, updated_at: at, hidden } = attribute
  const label = names.label(attribute)
  const text = (): string => {
    if (hidden) return t("audience.personData.hidden")
    if (value === null) return t("audience.personData.unset")
    if (Array.isArray(value)) return value.join(", ")
    if (typeof value === "boolean") return t(value ? "audience.builder.yes" : "audience.builder.no")
    if (typeof value === "number") return formats.number(value)
    return type === "date" ? formats.day(value.slice(0, 10)) : names.choice(key, value)
  }
  return (
    <li className="px-6 py-2.5">
      <div className="txt-compact-small flex items-center gap-x-3">
        <span className="text-ui-fg-subtle min-w-0 flex-1 truncate" title={label}>
          {label}
        </span>
        <span className={`max-w-[50%] truncate ${value === null ? "text-ui-fg-subtle" : "text-ui-fg-base"}`} title={text()}>
          {text()}
        </span>
        {edit && !hidden && (
          <Button
            size="small"
            variant="transparent"
            aria-label={t("audience.personData.editOne", { name: label })}
            onClick={() => setEditing(!editing)}
          >
            {t("audience.actions.edit")}
          </Button>
        )}
      </div>
      {editing && <AttributeEditor attribute={attribute} profileId={profileId} onDone={() => setEditing(false)} />}
      {source && at && (
        <Text size="xsmall" className="text-ui-fg-subtle flex items-center gap-x-1" title={formats.dateTime(at)}>
          {source === "declared" && (
            <Badge size="2xsmall" color="orange">
              ?
            </Badge>
          )}
          {t("audience.personData.from", { source: t(`audience.personData.sources.${source}`), at: formats.date(at) })}
        </Text>
      )}
    </li>
  )
}
