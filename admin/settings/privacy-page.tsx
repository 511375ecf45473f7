import { AuditLog } from "./audit-log"
import { Loaded } from "./loaded"
import { OptionsInForce } from "./options"
import { SettingsFrame } from "./settings-frame"
import { useSettings } from "./use-settings"

/** Consent and retention in force, and who has used people's data. */
export function PrivacyPage() {
  return (
    <SettingsFrame tab="privacy">
      <Loaded query={useSettings()}>
        {(settings) => (
          <div className="grid items-start gap-2 xl:grid-cols-2">
            <OptionsInForce settings={settings} />
            <AuditLog timeZone={settings.time_zone} />
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  )
}
