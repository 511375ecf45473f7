import { Button, Drawer, Input, Label, RadioGroup, Text } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Combobox } from "../shared/combobox"
import { DrawerHead } from "../shared/drawer-head"
import { useDecide } from "../shared/use-decide"
import { useSegmentOptions } from "../shared/use-segment-options"

interface AddToSegmentProps {
  /** Of the people to add. */
  ids: string[]
  onClose: (done: boolean) => void
}

type Target = "existing" | "new"

/** Puts people into a segment by hand: one there is, or a static one that is made for them. */
export function AddToSegment({ ids, onClose }: AddToSegmentProps) {
  const { t } = useTranslation()
  const id = useId()
  const decide = useDecide()
  const [target, setTarget] = useState<Target>("existing")
  const [chosen, setChosen] = useState<string[]>([])
  const { segments, options, isLoading, onSearch } = useSegmentOptions({ chosen })
  const [name, setName] = useState("")
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const ready = target === "existing" ? chosen.length > 0 : name.trim() !== ""

  const kindOf = (segmentId: string): SegmentDto["kind"] | undefined => segments.find((one) => one.id === segmentId)?.kind
  const grouped = options
    .map((option) => ({ ...option, group: t(`audience.segments.kinds.${kindOf(option.value) ?? "dynamic"}`) }))
    // Static ones first: they are what people are chosen for.
    .sort((a, b) => Number(kindOf(a.value) === "dynamic") - Number(kindOf(b.value) === "dynamic"))

  const store = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    setFault(null)
    try {
      if (target === "existing") {
        const segment = segments.find((one) => one.id === chosen[0])
        if (segment && (await decide(segment, { add: ids }))) onClose(true)
      } else if (await makeOf(name.trim())) onClose(true)
    } catch (error) {
      setFault(errorMessage(error))
    }
    setBusy(false)
  }
  const makeOf = async (newName: string): Promise<boolean> => {
    const { segment } = await api.post<{ segment: SegmentDto }>("/segments", { name: newName, kind: "static" })
    if (await decide(segment, { add: ids })) return true
    // It was made for these people alone.
    await api.delete(`/segments/${segment.id}`)
    return false
  }
  const choice = (value: Target) => (
    <div className="flex items-center gap-x-2">
      <RadioGroup.Item value={value} id={`${id}-${value}`} />
      <Label size="small" htmlFor={`${id}-${value}`}>
        {t(`audience.selection.${value}`)}
      </Label>
    </div>
  )
  return (
    <Drawer open onOpenChange={(open) => !open && onClose(false)}>
      <Drawer.Content>
        <form onSubmit={(event) => void store(event)} className="flex min-h-0 flex-1 flex-col">
          <DrawerHead title={t("audience.selection.addCount", { count: ids.length })} description={t("audience.selection.addHelp")} />
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            <RadioGroup aria-label={t("audience.selection.addTo")} value={target} onValueChange={(next) => setTarget(next as Target)}>
              {choice("existing")}
              {choice("new")}
            </RadioGroup>
            {target === "existing" ? (
              <Combobox
                label={t("audience.selection.choose")}
                options={grouped}
                values={chosen}
                onChange={setChosen}
                loading={isLoading}
                onSearch={onSearch}
                className="w-full"
              />
            ) : (
              <Input
                autoFocus
                maxLength={200}
                aria-label={t("audience.form.name")}
                placeholder={t("audience.form.name")}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
            {target === "existing" && chosen[0] !== undefined && kindOf(chosen[0]) === "dynamic" && (
              <Text size="small" className="text-ui-fg-subtle">
                {t("audience.selection.whateverRule")}
              </Text>
            )}
            {fault && (
              <Text size="small" role="alert" className="text-ui-fg-error">
                {fault}
              </Text>
            )}
          </Drawer.Body>
          <Drawer.Footer>
            <Button type="button" size="small" variant="secondary" onClick={() => onClose(false)}>
              {t("audience.actions.cancel")}
            </Button>
            <Button type="submit" size="small" isLoading={busy} disabled={!ready}>
              {t("audience.actions.add")}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
