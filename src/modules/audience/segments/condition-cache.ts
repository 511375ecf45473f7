import type { ProfileSet } from "../lib/bitmap"
import { setOf } from "../lib/bitmap"
import type { Anew } from "../rollups"
import type { StageContext } from "../stage"
import { earlier, everybodyQuery, readAnswer, type Answer, type Query } from "./answer"
import { readTogether } from "./answer-together"
import { manualQuery, type ManualKind } from "./manual"
import { compileQuestion, type Question } from "./question"
import type { Extent } from "./scope"
import type { ConditionCache } from "./types"

/** A condition: what to read for it, and what else than a profile's own rows its answer rests on. */
interface Condition {
  key: string
  query(extent: Extent, now: Date): Query
  onEverybody?: boolean
  onProducts?: boolean
}

interface Kept extends Answer {
  condition: Condition
  readAt: Date
  /** Must be read anew for everybody. */
  isStale: boolean
  /** Touched profiles that the set has not looked at yet. */
  owed: (readonly number[])[]
  asked: boolean
  /** Has looked at what it owed though nobody asked: perhaps nobody will any more. */
  unasked: boolean
}

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
  /** Why the conditions could not be looked at together the last time. */
  private failure: string | null = null

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
    for (const entry of this.kept.values()) if (anew === "all" || entry.condition.onProducts) entry.isStale = true
  }

  async lookAgain(now: Date): Promise<number> {
    const entries = [...this.kept.values()].filter((entry) => this.canPay(entry, now))
    // Most of them owe the very same lists.
    const ids = setOf([...new Set(entries.flatMap(({ owed }) => owed))].flat())
    try {
      if (ids.isEmpty || ids.size > MOST_OWED) return 0
      const debts = entries.map(({ owed }) => owed.length)
      const answers = await this.readTogether(ids, queriesOf(entries, now))
      for (const [index, answer] of answers.entries()) {
        const entry = entries[index]
        if (entry) Object.assign(pay(entry, debts[index] ?? 0, ids, answer), { unasked: true })
      }
      return answers.length
    } finally {
      ids.dispose()
    }
  }

  /** Where one of them cannot be answered, none is: each is asked by itself later, and fails with its segment alone. */
  private async readTogether(ids: ProfileSet, queries: ((extent: Extent) => Query)[]): Promise<Answer[]> {
    try {
      const answers = await readTogether(this.context.database, ids, queries)
      this.failure = null
      return answers
    } catch (error) {
      const { message } = error as Error
      // It costs time in each round; saying so once is enough.
      if (message !== this.failure)
        this.context.log.warn(`audience: conditions are looked at one by one, since together they fail: ${message}`)
      this.failure = message
      return []
    }
  }

  sweep(): void {
    for (const [key, entry] of this.kept) {
      if (!entry.asked && (entry.isStale || entry.unasked || entry.owed.length > 0 || this.maxAgeMs !== Infinity)) this.drop(key)
      else entry.asked = false
    }
  }

  clear(): void {
    for (const key of [...this.kept.keys()]) this.drop(key)
  }

  everybody(now: Date): Promise<Answer> {
    return this.ask({ key: "everybody", query: everybodyQuery }, now)
  }

  answer(question: Question, now: Date): Promise<Answer> {
    const { key, field, readsProducts } = question
    const query = (extent: Extent, at: Date): Query => compileQuestion(question, this.context, at, extent)
    return this.ask({ key, query, onEverybody: field.restsOn === "everybody", onProducts: readsProducts }, now)
  }

  manual(segmentId: string, kind: ManualKind, now: Date): Promise<Answer> {
    return this.ask({ key: `${kind} ${segmentId}`, query: (extent) => manualQuery(segmentId, kind, extent) }, now)
  }

  private ask(condition: Condition, now: Date): Promise<Answer> {
    const { key } = condition
    const running = this.running.get(key) ?? this.upToDate(condition, now).finally(() => this.running.delete(key))
    this.running.set(key, running)
    return running
  }

  private async upToDate(condition: Condition, now: Date): Promise<Answer> {
    const { key } = condition
    const entry = this.kept.get(key)
    if (entry) {
      Object.assign(entry, { condition, asked: true, unasked: false })
      if (this.isValid(entry, now) && owedBy(entry) === 0) return entry
      if (this.canPay(entry, now)) {
        const debts = entry.owed.length
        const ids = setOf(entry.owed.flat())
        try {
          return pay(entry, debts, ids, await readAnswer(this.context.database, condition.query(ids.toArray(), now)))
        } finally {
          ids.dispose()
        }
      }
    }
    const answer = await readAnswer(this.context.database, condition.query("all", now))
    this.drop(key)
    const fresh = { ...answer, condition, readAt: now, isStale: false, owed: [], asked: true, unasked: false }
    this.kept.set(key, fresh)
    return fresh
  }

  private isValid({ isStale, readAt, validUntil }: Kept, now: Date): boolean {
    const age = now.getTime() - readAt.getTime()
    return !isStale && age >= 0 && age <= this.maxAgeMs && (!validUntil || now < validUntil)
  }

  /** Whether looking at the profiles that it owes makes it right again. */
  private canPay(entry: Kept, now: Date): boolean {
    const owed = owedBy(entry)
    return owed > 0 && owed <= MOST_OWED && !entry.condition.onEverybody && this.isValid(entry, now)
  }

  private drop(key: string): void {
    this.kept.get(key)?.set.dispose()
    this.kept.delete(key)
  }
}

const queriesOf = (entries: readonly Kept[], now: Date): ((extent: Extent) => Query)[] =>
  entries.map(
    ({ condition }) =>
      (extent) =>
        condition.query(extent, now)
  )

function owedBy({ owed }: Kept): number {
  return owed.reduce((sum, ids) => sum + ids.length, 0)
}

/** Takes what is true of these profiles into its set: those of its first `debts` are among them. */
function pay(entry: Kept, debts: number, ids: ProfileSet, answer: Answer): Kept {
  entry.set.andNotInPlace(ids)
  entry.set.orInPlace(answer.set)
  answer.set.dispose()
  entry.validUntil = earlier(entry.validUntil, answer.validUntil)
  entry.owed.splice(0, debts)
  return entry
}
