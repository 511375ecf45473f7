import { ArchiveBox, CodeCompare, SquareTwoStack, Trash } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../src/contract"
import { MenuItem } from "./more-menu"
import { useArchiveSegments } from "./segment-actions"

/** Leads to the comparison, where others are chosen to stand beside the segment. */
export function CompareItem({ segment: { id } }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <MenuItem icon={<CodeCompare />} onClick={() => void navigate(`/segments/compare?ids=${id}`)}>
      {t("audience.compare.withOthers")}
    </MenuItem>
  )
}

interface SegmentItemsProps {
  segment: SegmentDto
  /** Asks before anything is deleted; the question outlives the menu. */
  onDelete: () => void
}

/** What an admin who may edit can do with a segment, but for editing it. */
export function SegmentItems({ segment, onDelete }: SegmentItemsProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const archive = useArchiveSegments()
  const { id, kind, archived } = segment
  return (
    <>
      {kind === "dynamic" && (
        <MenuItem icon={<SquareTwoStack />} onClick={() => void navigate(`/segments/create?copy=${id}`)}>
          {t("audience.segments.duplicate")}
        </MenuItem>
      )}
      <MenuItem icon={<ArchiveBox />} onClick={() => void archive([segment], !archived)}>
        {t(`audience.archive.${archived ? "restore" : "archive"}`)}
      </MenuItem>
      <MenuItem icon={<Trash />} onClick={onDelete}>
        {t("audience.actions.delete")}
      </MenuItem>
    </>
  )
}
