import { XMark } from "@medusajs/icons"
import { Drawer, IconButton } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

/** The head of a drawer. Medusa's own has a button for closing that screen readers announce without a name. */
export function DrawerHead({ title, description }: { title: string; description?: string }) {
  const { t } = useTranslation()
  return (
    <div className="border-ui-border-base flex items-start justify-between gap-x-4 border-b px-6 py-4">
      <div className="flex min-w-0 flex-col gap-y-1">
        <Drawer.Title className="break-words">{title}</Drawer.Title>
        {description && <Drawer.Description className="text-ui-fg-subtle break-words">{description}</Drawer.Description>}
      </div>
      <Drawer.Close asChild>
        <IconButton size="small" type="button" variant="transparent" aria-label={t("audience.actions.close")}>
          <XMark />
        </IconButton>
      </Drawer.Close>
    </div>
  )
}
