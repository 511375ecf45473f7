import { invalidData } from "../errors"
import type { FieldSet } from "../families"
import type { Segment, Segments } from "../segments"
import type { StageContext } from "../stage"
import { dependencyOrder } from "./dependency-order"
import { nextEvaluation } from "./evaluation-number"
import { KnownSegments } from "./known-members"
import { PendingResults, type PendingResult } from "./pending-results"
import { Retries } from "./retries"
import { saveFailure, saveMembers, saveUnchanged } from "./save-members"
import { storedMembers } from "./stored-members"
import { TouchedQueue } from "./touched-queue"

export interface TickResult {
  evaluated: number
  changed: number
}

export interface Evaluator {
  tick(): Promise<TickResult>
  forget(): void
}

/** One round: its instant, and what it has found out so far. */
interface Round {
  evaluation: number
  now: Date
  fields: FieldSet
  /** Whether anything was touched: then every segment is looked at. */
  touched: boolean
  /** Segments whose members are others than this evaluator last saw: what refers to them must be evaluated. */
  moved: Set<string>
  /** How many segments somebody entered or left. */
  changed: number
  /** What is to be stored together. */
  pending: PendingResults
  /** Segments whose stored members are still right. */
  unchanged: string[]
}

/** A page that shows when a segment was last computed need not be more exact than this; writing it each second would be. */
const NOTE_AFTER_CHECK_MS = 10_000
/** Where nothing was touched and no time has passed, the members are right as well: said this often. */
const NOTE_AFTER_REST_MS = 60_000

/**
 * Keeps every segment's members up to date, round by round.
 *
 * What it keeps in memory (the conditions' sets, the members it stored) only saves time. A new
 * evaluator starts with nothing and computes every segment from scratch once.
 */
export function createEvaluator(context: StageContext, segments: Segments): Evaluator {
  const { database, clock, options, log } = context
  const cache = segments.createConditionCache()
  const queue = new TouchedQueue(database)
  const known = new KnownSegments()
  const retries = new Retries()
  let isCold = true
  /** The instant, in milliseconds, up to which the kept sets are right. */
  let latest = -Infinity
  let running: Promise<unknown> = Promise.resolve()

  function forget(): void {
    isCold = true
  }

  async function start(): Promise<void> {
    cache.clear()
    known.keepOnly(new Set())
    retries.clear()
    latest = -Infinity
    await queue.claim(clock.now())
  }

  async function round(): Promise<TickResult> {
    // When the clock goes back, what was true later need not be true now.
    if (isCold || clock.now().getTime() < latest || !(await queue.isMine())) await start()
    isCold = false
    const evaluation = await nextEvaluation(database)
    const waiting = await queue.read()
    cache.touch(waiting.profileIds)
    for (const anew of waiting.anew) cache.touchEverybody(anew)
    // Read after the queue: whatever touched these profiles lies in the past of this round.
    const now = clock.now()
    latest = Math.max(latest, now.getTime())
    // Beside the look, whose end is awaited also where this fails: the next round changes the same sets.
    const reading = Promise.all([segments.all(), segments.fields()])
    reading.catch(() => undefined)
    await cache.lookAgain(now)
    const [all, fields] = await reading
    known.keepOnly(new Set(all.map(({ id }) => id)))
    const pending = new PendingResults()
    const touched = waiting.rows.length > 0
    const found: Round = { evaluation, now, fields, touched, moved: new Set<string>(), changed: 0, unchanged: [], pending }
    try {
      const result = await evaluateAll(all, found)
      await queue.remove(waiting.rows)
      return result
    } finally {
      pending.clear()
    }
  }

  async function evaluateAll(all: readonly Segment[], round: Round): Promise<TickResult> {
    const references = new Map<string, string[]>()
    for (const { id, rule } of all) references.set(id, await segments.references(rule, round.fields))
    let evaluated = 0
    let askedAll = true
    for (const segment of dependencyOrder(all, ({ id }) => references.get(id) ?? [])) {
      if (isDue(segment, round, references.get(segment.id) ?? [])) {
        evaluated++
        await evaluate(segment, round)
      } else {
        askedAll &&= retries.hasFailed(segment.id)
        rest(segment, round)
      }
    }
    await store(round)
    await saveUnchanged(database, round.unchanged, round.evaluation, round.now)
    // A round in which some segments rested says nothing about which conditions are still needed.
    if (askedAll) cache.sweep()
    return { evaluated, changed: round.changed }
  }

  function isDue(segment: Segment, round: Round, references: readonly string[]): boolean {
    if (retries.mustWait(segment.id, segment.version, round.now)) return false
    const mine = known.get(segment.id)
    return (
      round.touched ||
      !mine ||
      retries.hasFailed(segment.id) ||
      mine.version !== segment.version ||
      segment.evaluated_version !== segment.version ||
      mine.evaluation !== segment.evaluation ||
      (mine.validUntil !== null && mine.validUntil <= round.now) ||
      references.some((id) => round.moved.has(id))
    )
  }

  /** Evaluates one segment; a failure is noted on it and stops no other. */
  async function evaluate(segment: Segment, round: Round): Promise<void> {
    try {
      await update(segment, round)
    } catch (error) {
      await fail(segment, error as Error, round)
    }
    if (round.pending.isFull) await store(round)
  }

  async function fail(segment: Segment, error: Error, round: Round): Promise<void> {
    retries.failed(segment.id, segment.version, round.now)
    log.warn(`audience: segment "${segment.name}" could not be evaluated: ${error.message}`)
    // Fails as well when the database is away: then the round as a whole has failed and is tried again.
    await saveFailure(database, segment.id, error, round.now)
    await load(segment)
  }

  async function update(segment: Segment, round: Round): Promise<void> {
    const { id, version, kind, rule } = segment
    if (kind === "dynamic" && !rule) throw invalidData("rule: a dynamic segment needs one")
    const { members, validUntil } = await segments.evaluateCached(segment, cache, {
      now: round.now,
      fields: round.fields,
      membersOf: (other) => (round.pending.get(other) ?? known.get(other))?.members ?? null,
    })
    const mine = known.get(id)
    const isMine = mine?.evaluation === segment.evaluation && segment.evaluated_version === version && !segment.error
    if (mine && isMine && mine.members.isEqual(members)) {
      known.set(id, { version, members, validUntil, evaluation: note(segment, round, NOTE_AFTER_CHECK_MS) })
      retries.succeeded(id)
      return
    }
    if (!mine?.members.isEqual(members)) round.moved.add(id)
    round.pending.add({ segment, members, validUntil })
  }

  /** Stores together what was found: a commit waits for the disk. What fails together is stored one by one, so that a failure stops no other. */
  async function store(round: Round): Promise<void> {
    const results = round.pending.all()
    if (results.length === 0) return
    try {
      await storeTogether(results, round)
    } catch {
      for (const result of results) {
        try {
          await storeTogether([result], round)
        } catch (error) {
          round.pending.drop(result)
          await fail(result.segment, error as Error, round)
        }
      }
    }
  }

  async function storeTogether(results: readonly PendingResult[], round: Round): Promise<void> {
    const { evaluation, now: at } = round
    const rows = results.map(({ segment: { id, version }, members }) => ({ segmentId: id, version, members, evaluation, at }))
    round.changed += await saveMembers(database, options.timeZone, rows)
    for (const result of results) {
      const { segment, members, validUntil } = result
      round.pending.release(result)
      known.set(segment.id, { version: segment.version, members, validUntil, evaluation })
      retries.succeeded(segment.id)
    }
  }

  /** A segment that is not due: now and then its row says that it is still right. */
  function rest(segment: Segment, round: Round): void {
    const mine = known.get(segment.id)
    if (!mine || retries.hasFailed(segment.id)) return
    known.set(segment.id, { ...mine, evaluation: note(segment, round, NOTE_AFTER_REST_MS) })
  }

  /** Has the row's evaluation renewed once its time is this old, or yet to come; answers which it will be. */
  function note(segment: Segment, { evaluation, now, unchanged }: Round, after: number): number {
    const age = now.getTime() - (segment.evaluated_at?.getTime() ?? -Infinity)
    if (age >= 0 && age < after) return segment.evaluation
    unchanged.push(segment.id)
    return evaluation
  }

  /** Reads the stored members of a segment that failed: other rules may refer to it. */
  async function load(segment: Segment): Promise<void> {
    const { id, version, evaluation } = segment
    if (known.get(id)?.evaluation === evaluation) return
    known.set(id, { version, members: await storedMembers(database, id), validUntil: null, evaluation })
  }

  return {
    /** One after the other: the rounds share their sets. */
    tick() {
      const next = running.then(round, round)
      running = next
      return next
    },
    forget,
  }
}
