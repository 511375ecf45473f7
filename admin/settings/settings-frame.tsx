import { clx, Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"

const TABS = [
  { id: "tag", path: "" },
  { id: "attributes", path: "/attributes" },
  { id: "imports", path: "/imports" },
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
        <nav aria-label={t("audience.settings.title")} className="border-ui-border-base flex gap-x-1 overflow-x-auto border-t px-4 py-2">
          {TABS.map(({ id, path }) => (
            <Link
              key={id}
              to={`/segments/settings${path}`}
              aria-current={id === tab ? "page" : undefined}
              className={clx(
                "txt-compact-small-plus focus-visible:shadow-borders-focus whitespace-nowrap rounded-full px-3 py-1.5 outline-none transition-colors",
                id === tab ? "bg-ui-bg-base shadow-elevation-card-rest text-ui-fg-base" : "text-ui-fg-subtle hover:text-ui-fg-base"
              )}
            >
              {t(`audience.settingsTabs.${id}`)}
            </Link>
          ))}
        </nav>
      </Container>
      {children}
    </>
  )
}
