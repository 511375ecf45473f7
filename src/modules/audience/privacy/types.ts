import type { Facts } from "../facts"
import type { Identity } from "../identity"
import type { Transaction } from "../lib/database"
import type { Membership } from "../membership"
import type { AuditAction, AuditActor, AuditEntry, ErasureReceipt, PersonalData } from "../../../contract"

export interface AuditInput {
  action: AuditAction
  actor: AuditActor
  /** Public id of the person or segment that it was about. */
  subject: string | null
  detail?: Record<string, unknown>
}

export interface AuditQuery {
  action?: AuditAction
  subject?: string
  limit: number
  offset: number
}

/** How a person is named: by a public id, or as Medusa's customer. */
export type Person = { profileId: string } | { customerId: string }

/** What one run of retention removed. */
export interface RetentionResult {
  events: number
  profiles: number
}

/** People's rights to their data, and the record of who has used them. */
export interface Privacy {
  /** Everything that is kept about one person. @throws not_found */
  dataOf(person: Person, actor: AuditActor): Promise<PersonalData>
  /**
   * Forgets one person: deletes every row, takes it out of every membership and change, and looks
   * whether anything is left. Medusa's own records stay; old ones of this person are not copied again.
   *
   * Of a customer who has no profile nothing is deleted, but old records are kept away as well.
   *
   * @throws not_found for a profile that does not stand
   */
  erase(person: Person, actor: AuditActor): Promise<ErasureReceipt>
  /** Writes down that somebody used people's data. */
  record(input: AuditInput): Promise<void>
  /** Newest first. */
  auditLog(query: AuditQuery): Promise<{ entries: AuditEntry[]; count: number }>
  /** Deletes what is older than the options allow, and what erasures have left to do. */
  applyRetention(): Promise<RetentionResult>
}

/** The stages that privacy asks. */
export interface PrivacyStages {
  identity: Identity
  facts: Facts
  membership: Membership
}

/** What privacy hands back to the stages to its left; the composition root hands it in. */
export interface PrivacyPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
  /** Queues everybody for evaluation: events that conditions have counted are gone. */
  eventsDeleted(): Promise<void>
}
