import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentMembersInput } from "../../src/contract"
import { useDecide } from "../shared/use-decide"
import { AddToSegment } from "./add-to-segment"
import type { Selection } from "./use-selection"

/** As many as the server takes at once: all of it is done, or nothing. */
const MOST = 1000

interface SelectionBarProps {
  selection: Selection
  /** The segment whose people are listed; without one, everybody is. */
  segment?: SegmentDto | undefined
}

/** What can be done with the selected people, on whichever page of the list they are. */
export function SelectionBar({ selection, segment }: SelectionBarProps) {
  const { t } = useTranslation()
  const decide = useDecide()
  const [adding, setAdding] = useState(false)
  const [busy, setBusy] = useState(false)
  const ids = [...selection.people.keys()]
  const tooMany = ids.length > MOST
  const act = async (decisions: SegmentMembersInput): Promise<void> => {
    if (!segment) return
    setBusy(true)
    if (await decide(segment, decisions)) selection.clear()
    setBusy(false)
  }
  const button = (text: string, decisions: SegmentMembersInput, help?: string) => (
    <Button type="button" size="small" variant="secondary" title={help} disabled={tooMany || busy} onClick={() => void act(decisions)}>
      {text}
    </Button>
  )
  return (
    <div
      role="region"
      aria-label={t("audience.selection.title")}
      className="bg-ui-bg-highlight border-ui-border-base sticky top-0 z-10 flex flex-wrap items-center gap-2 px-6 py-2"
    >
      <Text size="small" weight="plus" className="mr-auto" aria-live="polite">
        {t("audience.selection.count", { count: ids.length })}
        {tooMany && <span className="text-ui-fg-subtle ml-2 font-normal">{t("audience.selection.most", { most: MOST })}</span>}
      </Text>
      <Button type="button" size="small" disabled={tooMany || busy} onClick={() => setAdding(true)}>
        {t("audience.selection.addTo")}
      </Button>
      {segment?.kind === "dynamic" && !segment.archived && (
        <>
          {button(t("audience.selection.keep"), { add: ids }, t("audience.selection.keepHelp"))}
          {button(t("audience.selection.exclude"), { exclude: ids }, t("audience.selection.excludeHelp"))}
        </>
      )}
      {segment?.kind === "static" && !segment.archived && button(t("audience.selection.remove"), { remove: ids })}
      <Button type="button" size="small" variant="transparent" onClick={selection.clear}>
        {t("audience.actions.clear")}
      </Button>
      {adding && (
        <AddToSegment
          ids={ids}
          onClose={(done) => {
            setAdding(false)
            if (done) selection.clear()
          }}
        />
      )}
    </div>
  )
}
