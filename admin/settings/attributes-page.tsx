import { Badge, Button, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { AttributeDto } from "../../src/contract"
import { useAttributeNames } from "../shared/attribute-names"
import { api } from "../shared/client"
import { Cut, FittingTable } from "../shared/fitting-table"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { useRights } from "../shared/use-rights"
import { AttributeDrawer } from "./attribute-drawer"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"
import { useDeleteAttribute } from "./use-attributes"

/** The typed facts that the shop keeps about people. */
export function AttributesPage() {
  const query = useQuery({
    queryKey: ["audience", "attributes"],
    queryFn: async ({ signal }) => (await api.get<{ attributes: AttributeDto[] }>("/attributes", {}, signal)).attributes,
    retry,
  })
  return (
    <SettingsFrame tab="attributes">
      <Loaded query={query}>{(attributes) => <Attributes attributes={attributes} />}</Loaded>
    </SettingsFrame>
  )
}

function Attributes({ attributes }: { attributes: AttributeDto[] }) {
  const { t } = useTranslation()
  const { edit } = useRights()
  const names = useAttributeNames()
  const choicesOf = ({ key, choices }: AttributeDto): string => choices.map((value) => names.choice(key, value)).join(", ")
  const flagsOf = ({ personal, verified_only: verifiedOnly, predefined }: AttributeDto): ReactNode =>
    personal || verifiedOnly || predefined ? (
      <span className="flex flex-wrap justify-end gap-1 sm:justify-start">
        {personal && <Badge size="2xsmall">{t("audience.attributeSettings.personal")}</Badge>}
        {verifiedOnly && <Badge size="2xsmall">{t("audience.attributeSettings.verifiedOnly")}</Badge>}
        {predefined && (
          <Badge size="2xsmall" color="blue">
            {t("audience.attributeSettings.predefined")}
          </Badge>
        )}
      </span>
    ) : null
  const remove = useDeleteAttribute()
  /** `null` makes a new one; undefined is a closed drawer. */
  const [open, setOpen] = useState<AttributeDto | null | undefined>()
  return (
    <Section
      title={t("audience.attributeSettings.title")}
      subtitle={t("audience.attributeSettings.help")}
      actions={
        edit && (
          <Button size="small" variant="secondary" onClick={() => setOpen(null)}>
            {t("audience.attributeSettings.add")}
          </Button>
        )
      }
    >
      <FittingTable
        rows={attributes}
        keyOf={({ key }) => key}
        columns={[
          { id: "label", head: t("audience.attributeSettings.label"), cell: (attribute) => <Name attribute={attribute} /> },
          {
            id: "type",
            head: t("audience.attributeSettings.type"),
            cell: ({ type }) => t(`audience.attributeSettings.types.${type}`),
          },
          {
            id: "choices",
            head: t("audience.attributeSettings.choices"),
            cell: (attribute) => (attribute.choices.length > 0 ? <Cut text={choicesOf(attribute)} /> : null),
          },
          { id: "flags", head: t("audience.attributeSettings.flags"), cell: flagsOf },
        ]}
        action={
          edit
            ? (attribute) => (
                <>
                  <RowButton
                    text={t("audience.actions.edit")}
                    label={t("audience.attributeSettings.editOne", { name: attribute.label })}
                    onClick={() => setOpen(attribute)}
                  />
                  {!attribute.predefined && (
                    <RowButton
                      text={t("audience.actions.delete")}
                      label={t("audience.attributeSettings.deleteOne", { name: attribute.label })}
                      onClick={() => void remove(attribute)}
                    />
                  )}
                </>
              )
            : undefined
        }
      />
      {open !== undefined && <AttributeDrawer attribute={open} onClose={() => setOpen(undefined)} />}
    </Section>
  )
}

function Name({ attribute }: { attribute: AttributeDto }) {
  const names = useAttributeNames()
  return (
    <>
      <Cut text={names.label(attribute)} />
      <Text size="xsmall" className="text-ui-fg-subtle truncate font-mono">
        {attribute.key}
      </Text>
    </>
  )
}

function RowButton({ text, label, onClick }: { text: string; label: string; onClick: () => void }) {
  return (
    <Button size="small" variant="transparent" aria-label={label} onClick={onClick}>
      {text}
    </Button>
  )
}
