import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { useArchiveSegments } from "../../shared/segment-actions"
import { useRights } from "../../shared/use-rights"

/** Side by side beyond this many nothing can be told apart. */
const MOST_COMPARED = 8

interface SelectionBarProps {
  selected: SegmentDto[]
  onClear: () => void
}

/** What can be done with the segments that were selected, on any page of the list. */
export function SelectionBar({ selected, onClear }: SelectionBarProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { edit } = useRights()
  const archive = useArchiveSegments()
  const comparable = selected.length >= 2 && selected.length <= MOST_COMPARED
  const ids = selected.map(({ id }) => id).join()
  const allArchived = selected.every(({ archived }) => archived)
  return (
    <div
      role="region"
      aria-label={t("audience.segments.selection")}
      className="bg-ui-bg-highlight border-ui-border-base flex flex-wrap items-center gap-2 border-t px-6 py-2"
    >
      <Text size="small" weight="plus" className="mr-auto" aria-live="polite">
        {t("audience.segments.selected", { count: selected.length })}
        {!comparable && (
          <span className="text-ui-fg-subtle ml-2 font-normal">{t("audience.segments.compareHint", { most: MOST_COMPARED })}</span>
        )}
      </Text>
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
      <Button type="button" size="small" variant="transparent" onClick={onClear}>
        {t("audience.actions.clear")}
      </Button>
    </div>
  )
}
