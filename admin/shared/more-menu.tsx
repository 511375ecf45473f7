import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"

/** What else can be done with what a page is about, behind three dots. */
export function MoreMenu({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <IconButton size="small" variant="transparent" aria-label={t("audience.actions.more")}>
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">{children}</DropdownMenu.Content>
    </DropdownMenu>
  )
}

interface MenuItemProps {
  icon: ReactNode
  onClick: () => void
  children: ReactNode
}

/** One thing that can be done, with its sign. */
export function MenuItem({ icon, onClick, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item className="[&_svg]:text-ui-fg-subtle gap-x-2" onClick={onClick}>
      {icon}
      {children}
    </DropdownMenu.Item>
  )
}
