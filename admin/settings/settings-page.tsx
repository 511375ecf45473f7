import { Container, Heading, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AudienceSettings } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { Health } from "./health"
import { OptionsInForce } from "./options"
import { Receiving } from "./receiving"
import { TagSnippet } from "./tag-snippet"

/** How to install the tag, whether events arrive, what the plugin runs with and how it is. */
export function SettingsPage() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => api.get<AudienceSettings>("/settings", {}, signal),
    // Somebody who just installed the tag watches for the first event.
    refetchInterval: 3_000,
    retry,
  })
  if (!data) {
    return error ? (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <>
      <Container className="px-6 py-4">
        <Heading level="h1">{t("audience.settings.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.settings.subtitle")}
        </Text>
      </Container>
      <div className="grid items-start gap-2 xl:grid-cols-2">
        <TagSnippet keys={data.publishable_keys} />
        <Receiving settings={data} />
        <OptionsInForce settings={data} />
        <Health timeZone={data.time_zone} />
      </div>
    </>
  )
}
