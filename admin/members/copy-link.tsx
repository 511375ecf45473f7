import { Link as LinkIcon } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

/** Copies the address, which holds columns, search, order and place. */
export function CopyLink() {
  const { t } = useTranslation()
  const copy = (): void => {
    navigator.clipboard.writeText(window.location.href).then(
      () => toast.success(t("audience.members.linkCopied")),
      // Browsers refuse the clipboard on plain http.
      () => toast.error(t("audience.members.linkRefused"))
    )
  }
  return (
    <Button type="button" size="small" variant="transparent" onClick={copy}>
      <LinkIcon />
      {t("audience.members.copyLink")}
    </Button>
  )
}
