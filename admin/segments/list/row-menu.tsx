import { ArchiveBox, ChartBar, EllipsisHorizontal, PencilSquare, SquareTwoStack, Trash, Users } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { DeletePrompt } from "../../shared/delete-prompt"
import { useArchiveSegments } from "../../shared/segment-actions"
import { useRights } from "../../shared/use-rights"

/** What can be done with one segment of the list. */
export function RowMenu({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { edit } = useRights()
  const [deleting, setDeleting] = useState(false)
  const archive = useArchiveSegments()
  const item = (icon: ReactNode, text: string, act: () => void) => (
    <DropdownMenu.Item className="[&_svg]:text-ui-fg-subtle gap-x-2" onClick={act}>
      {icon}
      {text}
    </DropdownMenu.Item>
  )
  const { id, kind, archived } = segment
  return (
    // A click in the menu is none on the row.
    <div onClick={(event) => event.stopPropagation()}>
      <DropdownMenu>
        <DropdownMenu.Trigger asChild>
          <IconButton
            type="button"
            size="small"
            variant="transparent"
            aria-label={t("audience.segments.actionsFor", { name: segment.name })}
          >
            <EllipsisHorizontal />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          {item(<ChartBar />, t("audience.tabs.report"), () => void navigate(`/segments/${id}/report`))}
          {item(<Users />, t("audience.tabs.members"), () => void navigate(`/segments/${id}/members`))}
          {edit && <DropdownMenu.Separator />}
          {edit && item(<PencilSquare />, t("audience.actions.edit"), () => void navigate(`/segments/${id}/edit`))}
          {edit &&
            kind === "dynamic" &&
            item(<SquareTwoStack />, t("audience.segments.duplicate"), () => void navigate(`/segments/create?copy=${id}`))}
          {edit &&
            item(<ArchiveBox />, t(`audience.archive.${archived ? "restore" : "archive"}`), () => void archive([segment], !archived))}
          {edit && item(<Trash />, t("audience.actions.delete"), () => setDeleting(true))}
        </DropdownMenu.Content>
      </DropdownMenu>
      <DeletePrompt segment={segment} open={deleting} onClose={() => setDeleting(false)} />
    </div>
  )
}
