import { Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { TabLinks } from "../shared/tab-links"

const TABS = [
  { id: "tag", path: "" },
  { id: "attributes", path: "/attributes" },
  { id: "imports", path: "/imports" },
  { id: "internal", path: "/internal" },
  { id: "privacy", path: "/privacy" },
  { id: "access", path: "/access" },
  { id: "health", path: "/health" },
] as const

/** The head of the settings' pages: each tab is a page with an address of its own. */
export function SettingsFrame({ tab, children }: { tab: (typeof TABS)[number]["id"]; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <Container className="p-0">
        <div className="px-6 py-4">
          <Heading level="h1">{t("audience.settings.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t(`audience.settingsTabs.${tab}Help`)}
          </Text>
        </div>
        <TabLinks
          label={t("audience.settings.title")}
          tabs={TABS.map(({ id, path }) => ({
            to: `/segments/settings${path}`,
            text: t(`audience.settingsTabs.${id}`),
            current: id === tab,
          }))}
        />
      </Container>
      {children}
    </>
  )
}
