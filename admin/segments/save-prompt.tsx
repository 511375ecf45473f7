import { Button, Prompt } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Effects } from "./effects"
import type { Preview } from "./use-preview"

interface SavePromptProps {
  open: boolean
  name: string
  preview: Preview
  saving: boolean
  onCancel: () => void
  onConfirm: () => void
}

/**
 * What saving another rule would do: who enters, who leaves, and what rests on the segment.
 *
 * A published segment, a mailing or another rule changes with it, and nobody gets back into
 * yesterday's promotion: it is shown before, not after.
 */
export function SavePrompt({ open, name, preview, saving, onCancel, onConfirm }: SavePromptProps) {
  const { t } = useTranslation()
  return (
    <Prompt open={open} onOpenChange={(next) => !next && onCancel()}>
      <Prompt.Content>
        <Prompt.Header>
          <Prompt.Title>{t("audience.saving.title", { name })}</Prompt.Title>
          <Prompt.Description>{t("audience.saving.description")}</Prompt.Description>
        </Prompt.Header>
        <Effects preview={preview} />
        <Prompt.Footer>
          <Prompt.Cancel>{t("audience.leave.stay")}</Prompt.Cancel>
          {/* Not the prompt's own action, which closes it before the server has answered. */}
          <Button type="button" size="small" disabled={preview.stale && !preview.error} isLoading={saving} onClick={onConfirm}>
            {t("audience.actions.save")}
          </Button>
        </Prompt.Footer>
      </Prompt.Content>
    </Prompt>
  )
}
