import { Badge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { DefinitionChange } from "../../../src/contract"

const COLORS = { added: "green", removed: "red", changed: "orange" } as const

/** What a version changed, line by line. */
export function VersionChanges({ changes }: { changes: DefinitionChange[] }) {
  const { t } = useTranslation()
  return (
    <ul className="mt-2 flex flex-col gap-y-1.5">
      {changes.map(({ kind, path, text }) => (
        <li key={`${kind} ${path} ${text}`} className="flex items-baseline gap-x-2">
          <Badge size="2xsmall" color={COLORS[kind]} className="shrink-0">
            {t(`audience.versions.kind.${kind}`)}
          </Badge>
          <span className="txt-small text-ui-fg-base min-w-0 break-words">{text}</span>
        </li>
      ))}
    </ul>
  )
}
