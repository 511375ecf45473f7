import { Button, Prompt, Text, toast } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { RuleGroup, SegmentDto, SegmentVersion } from "../../../src/contract"
import { errorMessage } from "../../shared/client"
import { useRestoreVersion } from "../../shared/segment-actions"
import { Effects } from "../effects"
import { usePreview } from "../use-preview"

interface RestorePromptProps {
  segment: SegmentDto
  version: SegmentVersion
  onClose: () => void
}

/** Asks before an earlier definition becomes the current one: what it says, and who would enter and leave. */
export function RestorePrompt({ segment, version, onClose }: RestorePromptProps) {
  const { t } = useTranslation()
  const preview = usePreview(version.rule as RuleGroup, segment.id)
  const restore = useRestoreVersion(segment.id)
  const confirm = (): void =>
    restore.mutate(version.version, {
      onSuccess: () => {
        toast.success(t("audience.versions.restored", { number: version.version }))
        onClose()
      },
      onError: (error) => toast.error(errorMessage(error)),
    })
  const renamed = version.name !== null && version.name !== segment.name
  return (
    <Prompt open onOpenChange={(next) => !next && onClose()}>
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{t("audience.versions.restoreTitle", { number: version.version })}</Prompt.Title>
          <Prompt.Description>{t("audience.versions.restoreDescription")}</Prompt.Description>
        </Prompt.Header>
        <div className="flex flex-col gap-y-1 px-6 pt-4">
          {renamed && (
            <Text size="small" weight="plus" className="break-words">
              {version.name}
            </Text>
          )}
          <Text size="small" className="text-ui-fg-subtle line-clamp-6 break-words" title={version.rule_text}>
            {version.rule_text}
          </Text>
        </div>
        <Effects preview={preview} />
        <Prompt.Footer>
          <Prompt.Cancel>{t("audience.actions.cancel")}</Prompt.Cancel>
          {/* Not the prompt's own action, which closes it before the server has answered. */}
          <Button
            type="button"
            size="small"
            disabled={preview.stale || preview.error !== null}
            isLoading={restore.isPending}
            onClick={confirm}
          >
            {t("audience.versions.restore")}
          </Button>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  )
}
