import type { CollectAnswer, Consent } from "../../../contract"
import type { QueryResultRow } from "pg"
import type { Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"

/** One call of `POST /audience/collect`, as the route hands it over. */
export interface CollectRequest {
  /** The body as it came: text (beacons send text/plain) or already parsed JSON. */
  body: unknown
  userAgent: string | undefined
  /** Request headers in lower case, for client hints, GPC, DNT and the geo headers of the options. */
  headers: Record<string, string | string[] | undefined>
  /** Answers whether a publishable key is known and not revoked. Asked after the body's form is checked. */
  isKnownKey: (key: string) => boolean | Promise<boolean>
}

export type CollectOutcome =
  | { status: 202; body: CollectAnswer }
  | { status: 204 }
  | { status: 400 | 401 | 413; message: string }
  | { status: 429; message: string; retryAfterSeconds: number }

/** A visitor as events refer to it. */
export interface ResolvedVisitor {
  visitorId: number
  profileId: number
  /** Events up to this instant belong to somebody who was erased. */
  erasedAt?: Date
}

/** A visitor who sent events, with the times of the earliest and the latest. */
export interface BatchVisitor {
  uuid: string
  firstAt: Date
  lastAt: Date
  consent?: Partial<Consent>
}

export interface StartedBatch {
  tx: Transaction
  /** What the batch's claim answered. */
  claimed: QueryResultRow[]
  /**
   * Finds or creates visitors of the batch inside its transaction, and keeps what they allow.
   * Visitors who were erased after their latest event here are left out.
   */
  resolveVisitors(visitors: BatchVisitor[]): Promise<Map<string, ResolvedVisitor>>
}

/** What collection needs of the stage to its right; the composition root hands it in. */
export interface CollectionPorts {
  /**
   * Runs one batch in a transaction; merges cannot run until that ends. Its begin, the statement `claim` and the
   * look-up of `visitors` are one round trip.
   */
  writeBatch<Result>(claim: Sql, visitors: BatchVisitor[], work: (batch: StartedBatch) => Promise<Result>): Promise<Result>
  /** Keeps what known visitors said without sending an event, such as that nothing may be recorded any more. */
  keepConsents(visitors: { uuid: string; consent: Partial<Consent> }[]): Promise<void>
}

export interface Collection {
  /**
   * Takes one request; resolves after the accepted events are committed.
   * Never throws for what a browser sent: every refusal is an outcome.
   *
   * "Now" is the context's clock: with a clock in the past, events of that time are
   * taken as if they came in then.
   */
  collect(request: CollectRequest): Promise<CollectOutcome>
  /** Counts a request whose body was not even read to its end. */
  refuseTooLarge(): void
  /** Makes the partitions of the events that may come within a month from now: at the start, and daily. */
  preparePartitions(): Promise<void>
  /** Makes the monthly partitions that hold `from` to `to`; safe to call at any time, from any process. */
  ensurePartitions(from: Date, to: Date): Promise<void>
  /** Deletes the event ids that are too old to be sent again. */
  forgetOldEventIds(): Promise<void>
  /** Writes what is queued, then refuses further requests. */
  stop(): Promise<void>
}
