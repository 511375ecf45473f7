import { toast, usePrompt } from "@medusajs/ui"
import { useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AttributeDto, AttributeUse } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { keys } from "../shared/queries"

/** Pages that show attributes, or fields made of them, are stale once one changed. */
export function useAttributesChanged(): () => Promise<void> {
  const cache = useQueryClient()
  return async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: ["audience", "attributes"] }),
      cache.invalidateQueries({ queryKey: keys.catalogue }),
      cache.invalidateQueries({ queryKey: ["audience", "profile"] }),
    ])
  }
}

/** Says what goes with an attribute before it goes; the server refuses while segments use it, and names them. */
export function useDeleteAttribute(): (attribute: AttributeDto) => Promise<void> {
  const { t } = useTranslation()
  const ask = usePrompt()
  const changed = useAttributesChanged()
  return async ({ key, label }) => {
    try {
      const use = await api.get<AttributeUse>(`/attributes/${key}`)
      const sure = await ask({
        title: t("audience.attributeSettings.deleteTitle", { name: label }),
        description: t("audience.attributeSettings.deleteHelp", { count: use.values_count }),
        confirmText: t("audience.actions.delete"),
        cancelText: t("audience.actions.cancel"),
      })
      if (!sure) return
      await api.delete(`/attributes/${key}`)
      await changed()
      toast.success(t("audience.attributeSettings.deleted", { name: label }))
    } catch (error) {
      toast.error(t("audience.attributeSettings.refused", { name: label }), { description: errorMessage(error) })
    }
  }
}
