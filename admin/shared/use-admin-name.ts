import { useTranslation } from "react-i18next"
import { useAccess } from "./use-rights"

/** What to call whoever did something: an admin by name, a secret key as such. */
export function useAdminName(): (id: string | null) => string {
  const { t } = useTranslation()
  const { data: access } = useAccess()
  return (id) => {
    if (id === null) return t("audience.audit.actor.system")
    const user = access?.users.find((one) => one.id === id)
    return user?.name ?? user?.email ?? t(`audience.audit.actor.${id.startsWith("user_") ? "user" : "api-key"}`)
  }
}
