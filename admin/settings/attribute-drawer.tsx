import { Button, Drawer, Input, Label, Switch, Text, Textarea, toast } from "@medusajs/ui"
import { useMutation } from "@tanstack/react-query"
import { useId, useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { AttributeDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { DrawerHead } from "../shared/drawer-head"
import { PlainSelect } from "../shared/plain-select"
import { useAttributesChanged } from "./use-attributes"

const TYPES = ["text", "number", "boolean", "date", "choice", "list"] as const satisfies AttributeDto["type"][]

/** Makes an attribute, or changes one; its key and type stay, because values and rules rest on them. */
export function AttributeDrawer({ attribute, onClose }: { attribute: AttributeDto | null; onClose: () => void }) {
  const { t } = useTranslation()
  const changed = useAttributesChanged()
  const [key, setKey] = useState(attribute?.key ?? "")
  const [label, setLabel] = useState(attribute?.label ?? "")
  const [type, setType] = useState<AttributeDto["type"]>(attribute?.type ?? "text")
  const [choices, setChoices] = useState(attribute?.choices.join("\n") ?? "")
  const [personal, setPersonal] = useState(attribute?.personal ?? false)
  const [verified, setVerified] = useState(attribute?.verified_only ?? false)
  const save = useMutation({
    mutationFn: () => {
      const lines = choices.split("\n").map((line) => line.trim()).filter(Boolean) // prettier-ignore
      const same = { label, personal, verified_only: verified, ...(type === "choice" ? { choices: lines } : {}) }
      return attribute ? api.post(`/attributes/${attribute.key}`, same) : api.post("/attributes", { ...same, key, type })
    },
    onSuccess: async () => {
      await changed()
      toast.success(t("audience.attributeSettings.saved", { name: label }))
      onClose()
    },
  })
  return (
    <Drawer open onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content aria-describedby={undefined}>
        <DrawerHead title={attribute?.label ?? t("audience.attributeSettings.add")} />
        <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
          {!attribute && (
            <Row label={t("audience.attributeSettings.key")} help={t("audience.attributeSettings.keyHelp")}>
              {(id) => <Input id={id} value={key} onChange={(event) => setKey(event.target.value)} placeholder="shoe_size" />}
            </Row>
          )}
          <Row label={t("audience.attributeSettings.label")}>
            {(id) => <Input id={id} value={label} onChange={(event) => setLabel(event.target.value)} />}
          </Row>
          {!attribute && (
            <Row label={t("audience.attributeSettings.type")}>
              {() => (
                <PlainSelect
                  label={t("audience.attributeSettings.type")}
                  value={type}
                  options={TYPES.map((one) => ({ value: one, label: t(`audience.attributeSettings.types.${one}`) }))}
                  onChange={setType}
                />
              )}
            </Row>
          )}
          {type === "choice" && (
            <Row label={t("audience.attributeSettings.choices")} help={t("audience.attributeSettings.choicesHelp")}>
              {(id) => <Textarea id={id} rows={5} value={choices} onChange={(event) => setChoices(event.target.value)} />}
            </Row>
          )}
          <Row label={t("audience.attributeSettings.personal")} help={t("audience.attributeSettings.personalHelp")}>
            {(id) => <Switch id={id} checked={personal} onCheckedChange={setPersonal} />}
          </Row>
          <Row label={t("audience.attributeSettings.verifiedOnly")} help={t("audience.attributeSettings.verifiedHelp")}>
            {(id) => <Switch id={id} checked={verified} onCheckedChange={setVerified} />}
          </Row>
          {save.error && (
            <Text size="small" role="alert" className="text-ui-fg-error">
              {errorMessage(save.error)}
            </Text>
          )}
        </Drawer.Body>
        <Drawer.Footer>
          <Button size="small" variant="secondary" onClick={onClose}>
            {t("audience.actions.cancel")}
          </Button>
          <Button size="small" isLoading={save.isPending} onClick={() => save.mutate()}>
            {t("audience.actions.save")}
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function Row({ label, help, children }: { label: string; help?: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-y-1.5">
      <Label size="small" weight="plus" htmlFor={id}>
        {label}
      </Label>
      {children(id)}
      {help && (
        <Text size="xsmall" className="text-ui-fg-subtle">
          {help}
        </Text>
      )}
    </div>
  )
}
