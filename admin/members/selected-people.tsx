import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentDto, SegmentMembersInput } from "../../src/contract"
import { SelectionBar } from "../shared/selection-bar"
import { useDecide } from "../shared/use-decide"
import { AddToSegment } from "./add-to-segment"
import type { Selection } from "./use-selection"

/** As many as the server takes at once: all of it is done, or nothing. */
const MOST = 1000

interface SelectedPeopleProps {
  selection: Selection
  /** The segment whose people are listed; without one, everybody is. */
  segment?: SegmentDto | undefined
}

/** What can be done with the selected people, on whichever page of the list they are. */
export function SelectedPeople({ selection, segment }: SelectedPeopleProps) {
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
    <SelectionBar
      title={t("audience.selection.title")}
      count={t("audience.selection.count", { count: ids.length })}
      hint={tooMany ? t("audience.selection.most", { most: MOST }) : null}
      onClear={selection.clear}
    >
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
      {adding && (
        <AddToSegment
          ids={ids}
          onClose={(done) => {
            setAdding(false)
            if (done) selection.clear()
          }}
        />
      )}
    </SelectionBar>
  )
}
