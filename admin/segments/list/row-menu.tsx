import { ChartBar, EllipsisHorizontal, PencilSquare, Users } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { SegmentDto } from "../../../src/contract"
import { DeletePrompt } from "../../shared/delete-prompt"
import { MenuItem } from "../../shared/more-menu"
import { CompareItem, SegmentItems } from "../../shared/segment-items"
import { useRights } from "../../shared/use-rights"

/** What can be done with one segment of the list. */
export function RowMenu({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { edit } = useRights()
  const [deleting, setDeleting] = useState(false)
  const { id } = segment
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
          <MenuItem icon={<ChartBar />} onClick={() => void navigate(`/segments/${id}/report`)}>
            {t("audience.tabs.report")}
          </MenuItem>
          <MenuItem icon={<Users />} onClick={() => void navigate(`/segments/${id}/members`)}>
            {t("audience.tabs.members")}
          </MenuItem>
          <CompareItem segment={segment} />
          {edit && (
            <>
              <DropdownMenu.Separator />
              <MenuItem icon={<PencilSquare />} onClick={() => void navigate(`/segments/${id}/edit`)}>
                {t("audience.actions.edit")}
              </MenuItem>
              <SegmentItems segment={segment} onDelete={() => setDeleting(true)} />
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu>
      <DeletePrompt segment={segment} open={deleting} onClose={() => setDeleting(false)} />
    </div>
  )
}
