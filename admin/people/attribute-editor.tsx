import { Button, Input } from "@medusajs/ui"
import { useState, type FormEvent } from "react"
import { useTranslation } from "react-i18next"
import type { AttributeValue, ProfileAttribute } from "../../src/contract"
import { PlainSelect } from "../shared/plain-select"
import { useSetAttribute } from "./use-person-attributes"

interface AttributeEditorProps {
  attribute: ProfileAttribute
  profileId: string
  onDone: () => void
}

/** One value, set by hand; the server checks it as it checks every other. */
export function AttributeEditor({ attribute: { key, label, type, choices, value }, profileId, onDone }: AttributeEditorProps) {
  const { t } = useTranslation()
  const set = useSetAttribute(profileId)
  const [text, setText] = useState(Array.isArray(value) ? value.join(", ") : value === null ? "" : String(value))
  const name = t("audience.personData.valueOf", { name: label })
  const options = type === "boolean" ? yesOrNo(t("audience.builder.yes"), t("audience.builder.no")) : choices.map((one) => ({ value: one, label: one })) // prettier-ignore
  const save = (event: FormEvent): void => {
    event.preventDefault()
    set.mutate({ key, value: valueOf(type, text) }, { onSuccess: onDone })
  }
  return (
    <form onSubmit={save} className="my-2 flex flex-wrap items-center gap-2">
      {options.length > 0 ? (
        <PlainSelect label={name} value={text} options={options} onChange={setText} />
      ) : (
        <Input
          size="small"
          aria-label={name}
          autoFocus
          type={type === "date" ? "date" : "text"}
          inputMode={type === "number" ? "decimal" : undefined}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <Button size="small" type="submit" isLoading={set.isPending}>
        {t("audience.actions.save")}
      </Button>
      {value !== null && (
        <Button size="small" type="button" variant="secondary" onClick={() => set.mutate({ key, value: null }, { onSuccess: onDone })}>
          {t("audience.actions.clear")}
        </Button>
      )}
    </form>
  )
}

const yesOrNo = (yes: string, no: string): { value: string; label: string }[] => [
  { value: "true", label: yes },
  { value: "false", label: no },
]

function valueOf(type: ProfileAttribute["type"], text: string): AttributeValue | null {
  if (text.trim() === "") return null
  if (type === "list") return text.split(",").map((entry) => entry.trim()).filter(Boolean) // prettier-ignore
  return text
}
