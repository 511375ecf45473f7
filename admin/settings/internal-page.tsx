import { InternalDomains } from "./internal-domains"
import { InternalPeople } from "./internal-people"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"
import { useSettings } from "./use-settings"

/** Whom no figure counts: by the domain of their e-mail address, and one by one. */
export function InternalPage() {
  return (
    <SettingsFrame tab="internal">
      <Loaded query={useSettings()}>
        {({ internal_email_domains: domains }) => (
          <div className="flex flex-col gap-2 xl:flex-row xl:items-start">
            <div className="min-w-0 flex-1">
              <InternalPeople domains={domains} />
            </div>
            <div className="xl:w-96">
              <InternalDomains domains={domains} />
            </div>
          </div>
        )}
      </Loaded>
    </SettingsFrame>
  )
}
