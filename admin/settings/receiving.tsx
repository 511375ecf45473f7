import { StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AudienceSettings } from "../../src/contract"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { useFormatsOf, useNow } from "../shared/use-formats"
import { useActivity } from "./use-settings"

const RECENT_MS = 5 * 60_000

/** Whether the tag works: the latest events as they arrive. */
export function Receiving({ settings }: { settings: AudienceSettings }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(settings.time_zone, settings.currency)
  const now = useNow(1_000)
  const { last_event_at: last, recent_events: events } = useActivity(settings)
  const live = last !== null && now - new Date(last).getTime() < RECENT_MS
  return (
    <Section
      title={t("audience.receiving.title")}
      help={t("audience.receiving.help")}
      actions={
        <span role="status">
          <StatusBadge color={live ? "green" : last ? "orange" : "grey"}>
            {t(live ? "audience.receiving.live" : last ? "audience.receiving.quiet" : "audience.receiving.never")}
          </StatusBadge>
        </span>
      }
    >
      {events.length === 0 ? (
        <EmptyState title={t("audience.receiving.none")}>{t("audience.receiving.noneHelp")}</EmptyState>
      ) : (
        // Keyboards scroll what they can focus.
        <ol tabIndex={0} aria-label={t("audience.receiving.title")} className="max-h-80 divide-y overflow-y-auto">
          {events.map((event, index) => (
            <li key={`${event.at} ${index}`} className="flex items-center gap-x-3 px-6 py-2">
              <code className="txt-compact-small text-ui-fg-base shrink-0">{event.name}</code>
              <Text size="xsmall" className="text-ui-fg-subtle min-w-0 flex-1 truncate" title={event.url ?? undefined}>
                {event.url ?? ""}
              </Text>
              <Text size="xsmall" className="text-ui-fg-subtle shrink-0" title={formats.dateTime(event.at)}>
                {formats.relative(event.at, now)}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </Section>
  )
}
