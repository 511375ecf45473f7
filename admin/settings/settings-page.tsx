import { Loaded } from "./loaded"
import { Receiving } from "./receiving"
import { SettingsFrame } from "./settings-frame"
import { TagSnippet } from "./tag-snippet"
import { useSettings } from "./use-settings"

/** How to install the tag, and whether events arrive. */
export function SettingsPage() {
  return (
    <SettingsFrame tab="tag">
      <Loaded query={useSettings()}>
        {(settings) => (
          <div className="grid items-start gap-2 xl:grid-cols-2">
            <TagSnippet keys={settings.publishable_keys} />
            <Receiving settings={settings} />
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  )
}
