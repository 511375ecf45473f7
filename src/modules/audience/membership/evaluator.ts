import { takeTouched } from "./take-touched"
import { dependencyOrder } from "./dependency-order"
import { saveFailure, saveMembers, saveUnchanged } from "./save-members"
import { storedMembers } from "./stored-members"
import type { ProfileSet } from "../lib/bitmap"
import type { Segment, Segments } from "../segments"
import type { StageContext } from "../stage"

/** What the evaluator remembers of a segment between its rounds. */
interface Known {
  version: number
  /** As of the last round that evaluated it; equal to what is stored, unless `stored` differs. */
  members: ProfileSet
  validUntil: Date | null
  /** `evaluated_at` of the row when `members` were last compared with it. */
  stored: number | null
}

interface Failure {
  version: number
  count: number
  retryAt: number
}

/** A page that shows when a segment was last computed need not be more exact than this; writing it each second would be. */
const NOTE_UNCHANGED_MS = 10_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 5 * 60_000

/**
 * Keeps every segment's members up to date, round by round.
 *
 * Touched profiles are taken out of their queue before anything is evaluated. That loses
 * none: from then on each cached condition owes them, whatever fails in this round, and a
 * process that ends takes its cache with it, so that the next one evaluates from scratch.
 */
export function createEvaluator(context: StageContext, segments: Segments) {
  const { database, clock, options, log } = context
  const cache = segments.createConditionCache()
  const known = new Map<string, Known>()
  const failures = new Map<string, Failure>()

  function remember(id: string, next: Known): void {
    known.get(id)?.members.dispose()
    known.set(id, next)
  }

  function drop(id: string): void {
    known.get(id)?.members.dispose()
    known.delete(id)
    failures.delete(id)
  }

  function forget(): void {
    cache.clear()
    for (const id of [...known.keys()]) drop(id)
    failures.clear()
  }

  /** Members that other rules may refer to before their own evaluation: static segments, and those that failed. */
  async function load(segment: Segment): Promise<void> {
    const stored = segment.evaluated_at?.getTime() ?? null
    const mine = known.get(segment.id)
    if (mine && mine.stored === stored) return
    remember(segment.id, { version: segment.version, members: await storedMembers(database, segment.id), validUntil: null, stored })
  }

  function isDue(
    segment: Segment,
    round: { now: Date; touched: boolean; changed: ReadonlySet<string> },
    references: readonly string[]
  ): boolean {
    const failure = failures.get(segment.id)
    if (failure && failure.version === segment.version) return failure.retryAt <= round.now.getTime()
    const mine = known.get(segment.id)
    if (round.touched || !mine || mine.version !== segment.version || segment.evaluated_version !== segment.version) return true
    if (mine.stored !== (segment.evaluated_at?.getTime() ?? null)) return true
    if (mine.validUntil && mine.validUntil <= round.now) return true
    return references.some((id) => round.changed.has(id))
  }

  function noteFailure(segment: Segment, now: Date): void {
    const before = failures.get(segment.id)
    const count = before?.version === segment.version ? before.count + 1 : 1
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (count - 1))
    failures.set(segment.id, { version: segment.version, count, retryAt: now.getTime() + wait })
  }

  /** @returns whether its members are others than before */
  async function evaluate(segment: Segment, now: Date, unchanged: string[]): Promise<boolean> {
    if (!segment.rule) return false
    const { members, validUntil } = await segments.evaluateCached(segment.rule, cache, {
      now,
      membersOf: (id) => known.get(id)?.members ?? null,
    })
    const mine = known.get(segment.id)
    const rowTime = segment.evaluated_at?.getTime() ?? null
    const isStored =
      mine !== undefined && mine.stored === rowTime && segment.evaluated_version === segment.version && mine.members.isEqual(members)
    if (isStored && !segment.error) {
      const note = rowTime === null || now.getTime() - rowTime >= NOTE_UNCHANGED_MS
      if (note) unchanged.push(segment.id)
      remember(segment.id, { version: segment.version, members, validUntil, stored: note ? now.getTime() : rowTime })
      return false
    }
    const moved = mine === undefined || !mine.members.isEqual(members)
    const changed = await saveMembers(database, options.timeZone, { segmentId: segment.id, version: segment.version, members, at: now })
    remember(segment.id, { version: segment.version, members, validUntil, stored: now.getTime() })
    return changed || moved
  }

  async function tick(): Promise<{ evaluated: number; changed: number }> {
    const touched = await takeTouched(database)
    cache.touch(touched)
    // The clock is read after the touched profiles: what touched them is in the past of this round.
    const now = clock.now()
    const all = await segments.all()
    const standing = new Set(all.map(({ id }) => id))
    for (const id of [...known.keys()]) if (!standing.has(id)) drop(id)
    const references = new Map<string, string[]>()
    for (const { id, rule } of all) references.set(id, await segments.references(rule))

    const changed = new Set<string>()
    const unchanged: string[] = []
    let evaluated = 0
    for (const segment of dependencyOrder(all, ({ id }) => references.get(id) ?? [])) {
      if (segment.kind === "static") {
        const before = known.get(segment.id)?.stored
        await load(segment)
        if (before !== known.get(segment.id)?.stored) changed.add(segment.id)
        continue
      }
      if (!isDue(segment, { now, touched: touched.length > 0, changed }, references.get(segment.id) ?? [])) continue
      try {
        evaluated++
        if (await evaluate(segment, now, unchanged)) changed.add(segment.id)
        failures.delete(segment.id)
      } catch (error) {
        noteFailure(segment, now)
        log.warn(`audience: segment "${segment.name}" could not be evaluated: ${(error as Error).message}`)
        // Fails as well when the database is away: then the round as a whole has failed and is tried again.
        await saveFailure(database, segment.id, error as Error, now)
        await load(segment)
      }
    }
    await saveUnchanged(database, unchanged, now)
    cache.sweep()
    return { evaluated, changed: changed.size }
  }

  async function evaluateOnce(segmentId: string): Promise<void> {
    const segment = await segments.get(segmentId)
    if (!segment.rule) return
    const at = clock.now()
    try {
      const { members } = await segments.evaluate(segment.rule, { now: at })
      await saveMembers(database, options.timeZone, { segmentId, version: segment.version, members, at })
      members.dispose()
    } catch (error) {
      log.warn(`audience: segment "${segment.name}" could not be evaluated: ${(error as Error).message}`)
      await saveFailure(database, segmentId, error as Error, at)
    }
  }

  return { tick, forget, evaluateOnce }
}
