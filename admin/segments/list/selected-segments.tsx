import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { useArchiveSegments } from "../../shared/segment-actions"
import { SelectionBar } from "../../shared/selection-bar"
import { useRights } from "../../shared/use-rights"

/** Side by side beyond this many nothing can be told apart. */
const MOST_COMPARED = 8

interface SelectedSegmentsProps {
  selected: SegmentDto[]
  onClear: () => void
}

/** What can be done with the segments that were selected, on any page of the list. */
export function SelectedSegments({ selected, onClear }: SelectedSegmentsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { edit } = useRights()
  const archive = useArchiveSegments()
  const comparable = selected.length >= 2 && selected.length <= MOST_COMPARED
  const ids = selected.map(({ id }) => id).join()
  const allArchived = selected.every(({ archived }) => archived)
  return (
    <SelectionBar
      title={t("audience.segments.selection")}
      count={t("audience.segments.selected", { count: selected.length })}
      hint={comparable ? null : t("audience.segments.compareHint", { most: MOST_COMPARED })}
      onClear={onClear}
    >
      <Button type="button" size="small" disabled={!comparable} onClick={() => void navigate(`/segments/compare?ids=${ids}`)}>
        {t("audience.segments.compare")}
      </Button>
      {edit && (
        <Button
          type="button"
          size="small"
          variant="secondary"
          onClick={() => void archive(selected, !allArchived).then((done) => done && onClear())}
        >
          {t(`audience.archive.${allArchived ? "restore" : "archive"}`)}
        </Button>
      )}
    </SelectionBar>
  )
}
