import { CodeBlock, Label, Tabs, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { AudienceSettings } from "../../src/contract"
import { backendUrl } from "../shared/client"
import { PlainSelect } from "../shared/plain-select"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { TextLink } from "../shared/text-link"
import { npmSnippet, scriptSnippet } from "./snippet"

/** The tag, ready to paste, for the key that is chosen. */
export function TagSnippet({ keys }: { keys: AudienceSettings["publishable_keys"] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string | null>(null)
  const key = keys.find(({ id }) => id === chosen) ?? keys[0]
  if (!key) {
    return (
      <Section title={t("audience.settings.tag")}>
        <EmptyState
          title={t("audience.settings.noKeys")}
          action={
            <TextLink to="/settings/publishable-api-keys" className="txt-compact-small">
              {t("audience.settings.makeKey")}
            </TextLink>
          }
        />
      </Section>
    )
  }
  const snippets = [
    { id: "script", label: t("audience.settings.script"), language: "html", code: scriptSnippet(backendUrl, key.token) },
    { id: "npm", label: t("audience.settings.npm"), language: "ts", code: npmSnippet(backendUrl, key.token) },
  ]
  return (
    <Section title={t("audience.settings.tag")} subtitle={t("audience.settings.tagHelp")}>
      <div className="flex flex-col gap-y-3 px-6 py-4">
        <div className="flex flex-wrap items-center gap-2">
          <Label size="small">{t("audience.settings.key")}</Label>
          <PlainSelect
            label={t("audience.settings.key")}
            value={key.id}
            options={keys.map(({ id, title, token }) => ({ value: id, label: `${title} · ${token.slice(0, 9)}…${token.slice(-4)}` }))}
            onChange={setChosen}
          />
        </div>
        <Tabs defaultValue="script">
          <Tabs.List>
            {snippets.map(({ id, label }) => (
              <Tabs.Trigger key={id} value={id}>
                {label}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {snippets.map((snippet) => (
            <Tabs.Content key={snippet.id} value={snippet.id} className="pt-3">
              <CodeBlock
                snippets={[{ ...snippet, hideLineNumbers: true }]}
                className="max-w-full [&_code]:whitespace-pre-wrap [&_code]:break-all [&_pre]:!whitespace-pre-wrap [&_pre]:break-all"
              >
                <CodeBlock.Body />
              </CodeBlock>
            </Tabs.Content>
          ))}
        </Tabs>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("audience.settings.loginHelp")}
        </Text>
      </div>
    </Section>
  )
}
