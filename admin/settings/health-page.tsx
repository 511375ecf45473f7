import { Health } from "./health"
import { Loaded } from "./loaded"
import { Reconciliation } from "./reconciliation"
import { SettingsFrame } from "./settings-frame"
import { useSettings } from "./use-settings"

/** How the plugin is doing. */
export function HealthPage() {
  return (
    <SettingsFrame tab="health">
      <Loaded query={useSettings()}>
        {(settings) => (
          <div className="grid items-start gap-2 xl:grid-cols-2">
            <Health timeZone={settings.time_zone} />
            <Reconciliation timeZone={settings.time_zone} />
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  )
}
