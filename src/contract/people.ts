import type { AttributeDto, AttributeValue } from "./admin"

/**
 * A person's attributes under `/admin/audience`.
 *
 * - `GET profiles/:id/attributes` `{ attributes: ProfileAttribute[] }`, every attribute of the shop, also those without a value
 * - `POST profiles/:id/attributes` `{ attributes: { key: value | null } }` sets values by hand (verified), null removes; the same answer
 * - `POST attributes/:key` `{ label?, choices?, personal?, verified_only? }` `{ attribute }` · `DELETE attributes/:key` `{ id, object: "attribute", deleted: true }`
 * - `GET attributes/:key` {@link AttributeUse}
 */
export interface ProfileAttribute extends Pick<AttributeDto, "key" | "field" | "label" | "type" | "choices" | "personal"> {
  value: AttributeValue | null
  /** Where the value came from; `declared` is unverified. Null without a value. */
  source: "declared" | "api" | "import" | "customer" | "admin" | null
  updated_at: string | null
  /** It has a value that the admin may not see. */
  hidden?: boolean
}

/** An attribute with what rests on it. */
export interface AttributeUse {
  attribute: AttributeDto
  /** Profiles that have a value. */
  values_count: number
  segments: { id: string; name: string }[]
}
