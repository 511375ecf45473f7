import { usePrompt } from "@medusajs/ui"
import { useCallback, useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { useBlocker } from "react-router-dom"

/** Asks before unsaved changes are left behind, inside the admin and on closing the tab. Returns a way to let one departure through. */
export function useLeaveGuard(dirty: boolean): () => void {
  const { t } = useTranslation()
  const ask = usePrompt()
  const open = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => dirty && !open.current && currentLocation.pathname !== nextLocation.pathname
  )
  useEffect(() => {
    if (blocker.state !== "blocked") return
    const { proceed, reset } = blocker
    void ask({
      title: t("audience.leave.title"),
      description: t("audience.leave.description"),
      confirmText: t("audience.leave.confirm"),
      cancelText: t("audience.leave.stay"),
    }).then((sure) => (sure ? proceed() : reset()))
    // Only a newly blocked departure asks; the prompt and the texts are made anew on each drawing.
  }, [blocker.state])
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent): void => {
      if (!open.current) event.preventDefault()
    }
    window.addEventListener("beforeunload", warn)
    return () => window.removeEventListener("beforeunload", warn)
  }, [dirty])
  return useCallback(() => {
    open.current = true
  }, [])
}
