import { Badge, Button, Table, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { AttributeDto } from "../../src/contract"
import { useAttributeNames } from "../shared/attribute-names"
import { api } from "../shared/client"
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
      <div className="overflow-x-auto">
        <Table>
          <Table.Header>
            <Table.Row>
              <Table.HeaderCell>{t("audience.attributeSettings.label")}</Table.HeaderCell>
              <Table.HeaderCell>{t("audience.attributeSettings.type")}</Table.HeaderCell>
              <Table.HeaderCell>{t("audience.attributeSettings.choices")}</Table.HeaderCell>
              <Table.HeaderCell>{t("audience.attributeSettings.flags")}</Table.HeaderCell>
              <Table.HeaderCell className="text-right">
                <span className="sr-only">{t("audience.attributeSettings.actions")}</span>
              </Table.HeaderCell>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {attributes.map((attribute) => (
              <Table.Row key={attribute.key}>
                <Table.Cell className="max-w-[220px]">
                  <span className="block truncate" title={names.label(attribute)}>
                    {names.label(attribute)}
                  </span>
                  <Text size="xsmall" className="text-ui-fg-subtle truncate font-mono">
                    {attribute.key}
                  </Text>
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap">{t(`audience.attributeSettings.types.${attribute.type}`)}</Table.Cell>
                <Table.Cell className="max-w-[220px] truncate" title={choicesOf(attribute)}>
                  {choicesOf(attribute) || "–"}
                </Table.Cell>
                <Table.Cell>
                  <div className="flex flex-wrap gap-1">
                    {attribute.personal && <Badge size="2xsmall">{t("audience.attributeSettings.personal")}</Badge>}
                    {attribute.verified_only && <Badge size="2xsmall">{t("audience.attributeSettings.verifiedOnly")}</Badge>}
                    {attribute.predefined && (
                      <Badge size="2xsmall" color="blue">
                        {t("audience.attributeSettings.predefined")}
                      </Badge>
                    )}
                  </div>
                </Table.Cell>
                <Table.Cell className="whitespace-nowrap text-right">
                  {edit && (
                    <Button
                      size="small"
                      variant="transparent"
                      aria-label={t("audience.attributeSettings.editOne", { name: attribute.label })}
                      onClick={() => setOpen(attribute)}
                    >
                      {t("audience.actions.edit")}
                    </Button>
                  )}
                  {edit && !attribute.predefined && (
                    <Button
                      size="small"
                      variant="transparent"
                      aria-label={t("audience.attributeSettings.deleteOne", { name: attribute.label })}
                      onClick={() => void remove(attribute)}
                    >
                      {t("audience.actions.delete")}
                    </Button>
                  )}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      {open !== undefined && <AttributeDrawer attribute={open} onClose={() => setOpen(undefined)} />}
    </Section>
  )
}
