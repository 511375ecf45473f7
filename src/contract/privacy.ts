import type { AttributeValue } from "./admin"

/**
 * Shapes of what people may do with their own data, and of the record of it.
 *
 * - `GET /admin/audience/profiles/:id/data`, `GET /store/audience/data` {@link PersonalData}
 * - `DELETE /admin/audience/profiles/:id` `{ id, object: "profile", deleted: true, receipt }`, `DELETE /store/audience/data` `{ receipt }` {@link ErasureReceipt}
 * - `GET /admin/audience/audit?action&subject&limit&offset` `{ audit: AuditEntry[], count, offset, limit }`, newest first
 */

/** Everything that is kept about one person. Names stand beside ids; ids of the plugin that name nobody outside are left out. */
export interface PersonalData {
  profile_id: string | null
  exported_at: string
  /** What the person allows, by purpose; null = never asked. */
  consent: { analytics: boolean | null; personalization: boolean | null; marketing: boolean | null } | null
  /** Attributes by key, with where they come from. */
  attributes: { key: string; label: string; value: AttributeValue; source: string; updated_at: string }[]
  /** Segments that the person is in now. */
  segments: { id: string; name: string; since: string | null }[]
  /** The rows of every table that names the person: `visitor`, `customer`, `event`, `session`, `order_fact`, … */
  records: Record<string, Record<string, unknown>[]>
}

/** Proof of an erasure. */
export interface ErasureReceipt {
  /** Id of its entry in the audit log. */
  id: string
  profile_id: string | null
  erased_at: string
  /** Rows removed, by table; `segment` and `segment_change` are memberships and changes that named the person. */
  removed: Record<string, number>
  removed_total: number
  /** Rows that name the person and were found afterwards: 0. */
  remaining: number
}

export type AuditAction = "profile.exported" | "profile.erased" | "people.exported" | "share.created" | "retention.applied"

/** Who did it: an admin user, a secret API key, a customer, or the plugin itself. */
export interface AuditActor {
  type: "user" | "api-key" | "customer" | "system"
  id: string | null
}

export interface AuditEntry {
  id: string
  at: string
  action: AuditAction
  actor: AuditActor
  /** Id of the person or segment. */
  subject: string | null
  /** What and how much: columns, filters and format of an export, rows removed by an erasure. */
  detail: Record<string, unknown>
}
