import { TriangleDownMini } from "@medusajs/icons"
import { Button, DropdownMenu } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"

const WAYS = [
  { id: "byRule", path: "/segments/create" },
  { id: "fromTemplate", path: "/segments/templates" },
  { id: "static", path: "/segments/create?kind=static" },
] as const

/** The kinds of segment that can be made, each with what becomes of it. */
export function CreateMenu() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <Button size="small" type="button">
          {t("audience.actions.create")}
          <TriangleDownMini />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" className="max-w-[18rem]">
        {WAYS.map(({ id, path }) => (
          <DropdownMenu.Item key={id} className="flex-col items-start gap-y-0.5" onClick={() => void navigate(path)}>
            <span>{t(`audience.createMenu.${id}`)}</span>
            <span className="txt-compact-xsmall text-ui-fg-subtle whitespace-normal">{t(`audience.createMenu.${id}Help`)}</span>
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
