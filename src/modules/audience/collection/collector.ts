import type { CollectAnswer, Consent } from "../../../contract"
import type { StageContext } from "../stage"
import { Batcher, Unavailable } from "./batcher"
import { allowsAnalytics } from "./consent"
import { createContextReader } from "./context/read-context"
import { createDictionaries } from "./dictionaries"
import { Fault } from "./fault"
import { parseEvent, type EventReader, type ParsedEvent } from "./parse-event"
import { parseRequest, type Envelope } from "./parse-request"
import { createPageReader } from "./parse-page"
import type { Partitions } from "./partitions"
import { RateLimit } from "./rate-limit"
import { Refusals } from "./refusals"
import type { CollectOutcome, CollectionPorts, CollectRequest } from "./types"
import { spanOf, writeBatch, type PendingRequest, type Written } from "./write-batch"

const RETRY_WHEN_FULL_SECONDS = 2
const RETRY_WHEN_DOWN_SECONDS = 5

/** Takes requests one by one: checks them in the order of the contract's answers, then hands them to the batch. */
export class Collector {
  private readonly dictionaries = createDictionaries()
  private readonly rateLimit = new RateLimit()
  private readonly refusals: Refusals
  private readonly readContext: ReturnType<typeof createContextReader>
  private readonly readPage = createPageReader()
  private readonly batcher: Batcher
  private stopped = false

  constructor(
    private readonly context: StageContext,
    private readonly ports: CollectionPorts,
    private readonly partitions: Partitions
  ) {
    this.refusals = new Refusals(context)
    this.readContext = createContextReader(context.options.geoHeaders)
    this.batcher = new Batcher((requests) => this.write(requests))
  }

  /** See {@link Collection.collect}. */
  async collect(request: CollectRequest): Promise<CollectOutcome> {
    const now = this.context.clock.now().getTime()
    let envelope: Envelope
    try {
      envelope = parseRequest(request.body)
    } catch (error) {
      return this.refuseFault(error)
    }
    if (!(await request.isKnownKey(envelope.key))) {
      this.refusals.count("unknown_key")
      return { status: 401, message: "key: must be a publishable API key of this shop that is not revoked" }
    }
    const wait = this.rateLimit.take(envelope.visitor, now)
    if (wait > 0) return this.later("too_fast", "this browser sends too many requests", wait)
    const context = this.readContext(request, envelope.context)
    if (context.bot) return this.ignore("bot", envelope)
    const allowed = allowsAnalytics(this.context.options.consent, envelope.consent, request)
    if (!allowed && envelope.consent?.analytics !== false) return this.ignore("consent", envelope)
    if (this.batcher.full || this.stopped) return this.later("queue_full", "the queue is full", RETRY_WHEN_FULL_SECONDS)
    if (!allowed) return this.withdraw(envelope)
    return this.store(envelope, context.key, { now, correction: now - envelope.sentAt, readPage: this.readPage })
  }

  refuseTooLarge(): void {
    this.refusals.count("too_large")
  }

  /** Writes what waits, then refuses. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.batcher.drain()
    await this.refusals.stop()
  }

  private async store({ visitor, consent, events: given }: Envelope, contextKey: string, reader: EventReader): Promise<CollectOutcome> {
    const events: ParsedEvent[] = []
    const places: number[] = []
    const rejected: CollectAnswer["rejected"] = []
    given.forEach((one, index) => {
      try {
        events.push(parseEvent(one, index, reader))
        places.push(index)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
        rejected.push({ index, reason: error.message })
      }
    })
    if (rejected.length > 0) this.refusals.count("malformed_event", rejected.length)
    // A request without events carries what the visitor allows from now on.
    const isWord = given.length === 0 && consent !== undefined
    if (events.length === 0 && !isWord) return { status: 202, body: { accepted: 0, duplicates: 0, rejected } }
    try {
      const { erased, ...written } = await this.batcher.add({ visitor, consent, contextKey, events })
      if (erased.length > 0) this.refusals.count("erased", erased.length)
      for (const place of erased) rejected.push({ index: places[place] ?? place, reason: "visitor: was erased after this event" })
      return { status: 202, body: { ...written, rejected } }
    } catch (error) {
      if (error instanceof Unavailable) {
        this.context.log.warn(`audience: a batch of events could not be written, browsers will send it again: ${error.message}`)
        return this.later("database_unavailable", "the events could not be stored now", RETRY_WHEN_DOWN_SECONDS)
      }
      this.refusals.count("malformed_request")
      this.context.log.error(`audience: PostgreSQL refused the values of a request: ${(error as Error).message}`, error as Error)
      return { status: 400, message: "events: hold a value that cannot be stored" }
    }
  }

  /** Stores no event, but keeps that a visitor who is known allows none any more; in turn, after what they sent before. */
  private async withdraw(envelope: Envelope): Promise<CollectOutcome> {
    const { visitor, consent } = envelope
    try {
      await this.batcher.add({ visitor, consent, contextKey: "", events: [] })
    } catch (error) {
      this.context.log.warn(`audience: a visitor's refusal could not be written: ${(error as Error).message}`)
      return this.later("database_unavailable", "the consent could not be stored now", RETRY_WHEN_DOWN_SECONDS)
    }
    return this.ignore("consent", envelope)
  }

  private async write(requests: PendingRequest[]): Promise<Written[]> {
    const withEvents = requests.filter(({ events }) => events.length > 0)
    const written = await this.writeEvents(withEvents)
    const words = lastWords(requests)
    if (words.length > 0) await this.ports.keepConsents(words)
    const writtenOf = new Map(withEvents.map((request, index) => [request, written[index]]))
    return requests.map((request) => writtenOf.get(request) ?? { accepted: 0, duplicates: 0, erased: [] })
  }

  private async writeEvents(requests: PendingRequest[]): Promise<Written[]> {
    if (requests.length === 0) return []
    try {
      const { database, clock } = this.context
      const span = spanOf(requests)
      await this.partitions.ensure(span.first, span.last)
      return await writeBatch(database, this.dictionaries, this.ports, requests, span, clock.now())
    } catch (error) {
      // Somebody may have dropped one: the next try looks.
      this.partitions.forget()
      throw error
    }
  }

  private refuseFault(error: unknown): CollectOutcome {
    if (!(error instanceof Fault)) throw error
    this.refusals.count(error.tooLarge ? "too_large" : "malformed_request")
    return { status: error.tooLarge ? 413 : 400, message: error.message }
  }

  private later(reason: "too_fast" | "queue_full" | "database_unavailable", message: string, retryAfterSeconds: number): CollectOutcome {
    this.refusals.count(reason)
    return { status: 429, message: `${message}: send again in ${retryAfterSeconds} s`, retryAfterSeconds }
  }

  private ignore(reason: "bot" | "consent", { events }: Envelope): CollectOutcome {
    this.refusals.count(reason, events.length)
    return { status: 204 }
  }
}

/** What visitors said without an event, unless a later request of the same batch says otherwise. */
function lastWords(requests: PendingRequest[]): { uuid: string; consent: Partial<Consent> }[] {
  const last = new Map<string, PendingRequest>()
  for (const request of requests) if (request.consent) last.set(request.visitor, request)
  return [...last.values()].flatMap(({ visitor, consent, events }) => (consent && events.length === 0 ? [{ uuid: visitor, consent }] : []))
}
