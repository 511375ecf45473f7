import { useTranslation } from "react-i18next"
import type { AudienceSettings } from "../../src/contract"
import { Section } from "../shared/section"
import { useFormatsOf } from "../shared/use-formats"

const SECONDS_A_DAY = 86_400

/** The options from the shop's configuration, and how much is recorded. */
export function OptionsInForce({ settings }: { settings: AudienceSettings }) {
  const { t } = useTranslation()
  const formats = useFormatsOf(settings.time_zone, settings.currency)
  const rows: [string, string][] = [
    ["timeZone", settings.time_zone],
    ["currency", settings.currency.toUpperCase()],
    ["abandoned", formats.duration(settings.cart_abandoned_after_minutes * 60)],
    ["session", formats.duration(settings.session_timeout_minutes * 60)],
    ["consent", t(`audience.consent.${settings.consent}`)],
    ["keepEvents", formats.duration(settings.retention.events * SECONDS_A_DAY)],
    ["keepProfiles", formats.duration(settings.retention.profiles_inactive * SECONDS_A_DAY)],
    ["profiles", formats.number(settings.profiles)],
    ["events", formats.number(settings.events)],
  ]
  return (
    <Section title={t("audience.options.title")} help={t("audience.options.help")}>
      <dl className="divide-y">
        {rows.map(([key, value]) => (
          <div key={key} className="txt-compact-small grid grid-cols-2 gap-x-4 px-6 py-3">
            <dt className="text-ui-fg-subtle">{t(`audience.options.${key}`)}</dt>
            <dd className="text-ui-fg-base break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
