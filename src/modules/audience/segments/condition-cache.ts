import type { ProfileSet } from "../lib/bitmap"
import { setOf } from "../lib/bitmap"
import type { Anew } from "../rollups"
import type { StageContext } from "../stage"
import { earlier, readAnswer, readEverybody, type Answer } from "./answer"
import { readManual, type ManualKind } from "./manual"
import type { Question } from "./question"
import type { ConditionCache, Scope } from "./types"

interface Kept extends Answer {
  readAt: Date
  readsProducts: boolean
  /** Must be read anew for everybody. */
  isStale: boolean
  /** Touched profiles that the set has not looked at yet. */
  owed: (readonly number[])[]
  asked: boolean
}

/** What else than a profile's own rows its answer rests on. */
interface Rests {
  onEverybody: boolean
  onProducts: boolean
}

const PROFILE_ALONE: Rests = { onEverybody: false, onProducts: false }

/** Above this, reading everybody anew costs less than a statement with that many ids. */
const MOST_OWED = 20_000

/**
 * The sets of conditions, kept between evaluations.
 *
 * A set stays the cache's. It changes or goes away at the next question, sweep or
 * clear: evaluations that share a cache must come one after the other.
 */
export class KeptConditions implements ConditionCache {
  private readonly kept = new Map<string, Kept>()
  /** A rule and a segment in it may ask the same at once: both must get the one set that stays. */
  private readonly running = new Map<string, Promise<Answer>>()

  /** `maxAgeMs`: sets are read anew after it, where nobody reports the touched profiles. */
  constructor(
    private readonly context: StageContext,
    private readonly maxAgeMs = Infinity
  ) {}

  touch(profileIds: readonly number[]): void {
    if (profileIds.length === 0) return
    for (const entry of this.kept.values()) entry.owed.push(profileIds)
  }

  touchEverybody(anew: Anew): void {
    for (const entry of this.kept.values()) if (anew === "all" || entry.readsProducts) entry.isStale = true
  }

  sweep(): void {
    for (const [key, entry] of this.kept) {
      if (!entry.asked && (entry.isStale || entry.owed.length > 0 || this.maxAgeMs !== Infinity)) this.drop(key)
      else entry.asked = false
    }
  }

  clear(): void {
    for (const key of [...this.kept.keys()]) this.drop(key)
  }

  everybody(now: Date): Promise<Answer> {
    return this.once("everybody", () => this.upToDate("everybody", now, PROFILE_ALONE, (scope) => readEverybody(this.context, scope)))
  }

  answer(question: Question, now: Date): Promise<Answer> {
    const rests = { onEverybody: question.field.restsOn === "everybody", onProducts: question.readsProducts }
    return this.once(question.key, () => this.upToDate(question.key, now, rests, (scope) => readAnswer(question, this.context, now, scope)))
  }

  private once(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const running = this.running.get(key) ?? read().finally(() => this.running.delete(key))
    this.running.set(key, running)
    return running
  }

  manual(segmentId: string, kind: ManualKind, now: Date): Promise<Answer> {
    const key = `${kind} ${segmentId}`
    return this.once(key, () => this.upToDate(key, now, PROFILE_ALONE, (scope) => readManual(this.context, segmentId, kind, scope)))
  }

  private async upToDate(key: string, now: Date, rests: Rests, read: (scope: Scope) => Promise<Answer>): Promise<Answer> {
    const entry = this.kept.get(key)
    if (entry) {
      entry.asked = true
      const age = now.getTime() - entry.readAt.getTime()
      const isValid = !entry.isStale && age >= 0 && age <= this.maxAgeMs && (!entry.validUntil || now < entry.validUntil)
      const owed = entry.owed.reduce((sum, ids) => sum + ids.length, 0)
      if (isValid && owed === 0) return entry
      if (isValid && !rests.onEverybody && owed <= MOST_OWED) return this.payDebt(entry, read)
    }
    const answer = await read("all")
    this.drop(key)
    const fresh = { ...answer, readAt: now, readsProducts: rests.onProducts, isStale: false, owed: [], asked: true }
    this.kept.set(key, fresh)
    return fresh
  }

  private async payDebt(entry: Kept, read: (scope: Scope) => Promise<Answer>): Promise<Answer> {
    const debts = entry.owed.length
    const ids = setOf(entry.owed.flat())
    let among: ProfileSet | null = null
    try {
      const answer = await read(ids.toArray())
      among = answer.set
      entry.set.andNotInPlace(ids)
      entry.set.orInPlace(among)
      entry.validUntil = earlier(entry.validUntil, answer.validUntil)
      entry.owed.splice(0, debts)
      return entry
    } finally {
      ids.dispose()
      among?.dispose()
    }
  }

  private drop(key: string): void {
    this.kept.get(key)?.set.dispose()
    this.kept.delete(key)
  }
}
