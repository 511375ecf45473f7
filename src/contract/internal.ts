import type { ProfileDto } from "./admin"
import type { ProfileMerge } from "./merges"
import type { AudienceSettings } from "./settings"

/**
 * Internal people (the shop's own staff, testers) are in no segment, report, export or total.
 *
 * - `GET profiles/:id`, `POST profiles/:id` `{ internal }` → `{ profile: PersonDto }`; null leaves it to the e-mail domains · `GET profiles?internal=true` lists them
 * - `POST settings` {@link SettingsInput} → {@link AudienceSettings}
 */
export interface PersonDto extends ProfileDto {
  internal: boolean
  /** What says whether the person is internal: an admin's decision, or else the domain of their e-mail address. Null = nothing does. */
  internal_by: "admin" | "domain" | null
  /** The merges in their past, the latest first. */
  merges: ProfileMerge[]
}

export interface SettingsInput {
  /** Customers with an e-mail address of these domains are internal, unless somebody decided otherwise for one of them. */
  internal_email_domains?: AudienceSettings["internal_email_domains"]
}
