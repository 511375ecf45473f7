import { ArrowUturnLeft } from "@medusajs/icons"
import { Badge, Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SegmentVersion } from "../../../src/contract"
import { useAdminName } from "../../shared/use-admin-name"
import { useFormats } from "../../shared/use-formats"
import { VersionChanges } from "./version-changes"

interface VersionItemProps {
  version: SegmentVersion
  isCurrent: boolean
  /** Absent where there is nothing to restore, or nobody who may. */
  onRestore?: () => void
}

/** Who saved a definition, when, what it changed, and what it says as a whole. */
export function VersionItem({ version, isCurrent, onRestore }: VersionItemProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const nameOf = useAdminName()
  const { version: number, created_at: at, created_by: by, changes, rule, rule_text: text } = version
  const isFirst = number === 1
  return (
    <li className="px-6 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <div className="flex items-center gap-x-2">
            <Text size="small" weight="plus" as="span">
              {t("audience.versions.number", { number: formats.number(number) })}
            </Text>
            {isCurrent && (
              <Badge size="2xsmall" color="blue">
                {t("audience.versions.current")}
              </Badge>
            )}
          </div>
          <Text size="xsmall" className="text-ui-fg-subtle break-words">
            {by && `${nameOf(by)} · `}
            <time dateTime={at}>{formats.dateTime(at)}</time>
          </Text>
        </div>
        {onRestore && (
          <Button
            size="small"
            variant="secondary"
            onClick={onRestore}
            aria-label={t("audience.versions.restoreNumber", { number: formats.number(number) })}
          >
            <ArrowUturnLeft />
            {t("audience.versions.restore")}
          </Button>
        )}
      </div>
      {changes.length > 0 && <VersionChanges changes={changes} />}
      {rule && isFirst && (
        <Text size="small" className="mt-2 break-words">
          {text}
        </Text>
      )}
      {rule && !isFirst && (
        <details className="mt-2">
          <summary className="txt-compact-xsmall text-ui-fg-subtle hover:text-ui-fg-base focus-visible:shadow-borders-focus w-fit cursor-pointer rounded outline-none">
            {t("audience.versions.whole")}
          </summary>
          <Text size="small" className="text-ui-fg-subtle mt-1 break-words">
            {text}
          </Text>
        </details>
      )}
    </li>
  )
}
