import { DropdownMenu, toast, usePrompt } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { ErasureReceipt, ProfileDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { MoreMenu } from "../shared/more-menu"
import { keys } from "../shared/queries"
import { saveFile } from "../shared/save-file"
import { useRights } from "../shared/use-rights"

/** What a person may ask of the shop: their data, or to be forgotten. */
export function PersonMenu({ profile: { id } }: { profile: ProfileDto }) {
  const { t } = useTranslation()
  const ask = usePrompt()
  const navigate = useNavigate()
  const cache = useQueryClient()
  const rights = useRights()
  const failed = (error: unknown): unknown => toast.error(t("audience.personData.failed"), { description: errorMessage(error) })

  const save = async (): Promise<void> => {
    const data = await api.get<object>(`/profiles/${id}/data`)
    saveFile(`${id}.json`, new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }))
  }
  const erase = async (): Promise<void> => {
    const sure = await ask({
      title: t("audience.personData.eraseTitle"),
      description: t("audience.personData.eraseHelp"),
      verificationText: "ERASE",
      confirmText: t("audience.personData.erase"),
      cancelText: t("audience.actions.cancel"),
    })
    if (!sure) return
    const { receipt } = await api.delete<{ receipt: ErasureReceipt }>(`/profiles/${id}`)
    void navigate("/segments/people")
    cache.removeQueries({ queryKey: keys.profile(id) })
    toast.success(t("audience.personData.erased", { count: receipt.removed_total, remaining: receipt.remaining }))
  }

  if (!rights.edit && !(rights.export && rights.personal)) return null
  return (
    <MoreMenu>
      {rights.export && rights.personal && (
        <DropdownMenu.Item onClick={() => void save().catch(failed)}>{t("audience.personData.export")}</DropdownMenu.Item>
      )}
      {rights.edit && (
        <DropdownMenu.Item className="text-ui-fg-error" onClick={() => void erase().catch(failed)}>
          {t("audience.personData.erase")}
        </DropdownMenu.Item>
      )}
    </MoreMenu>
  )
}
