import type { AudienceSettings, ProfileDto } from "./admin"

/**
 * Internal people (the shop's own staff, testers) are in no segment, report, export or total.
 *
 * - `GET profiles/:id`, `POST profiles/:id` `{ internal }` → `{ profile: PersonDto }` · `GET profiles?internal=true` lists them
 * - `POST settings` {@link SettingsInput} → {@link AudienceSettings}
 */
export interface PersonDto extends ProfileDto {
  internal: boolean
}

export interface SettingsInput {
  /** Customers with an e-mail address of these domains are internal, unless somebody decided otherwise for one of them. */
  internal_email_domains?: AudienceSettings["internal_email_domains"]
}
