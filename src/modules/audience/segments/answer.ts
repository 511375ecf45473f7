import sql from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import { readProfileSet } from "../lib/read-ids"
import type { StageContext } from "../stage"
import { compileQuestion, scopeOf, type Question } from "./question"
import type { Scope } from "./types"

/** A set out of the database and the instant from which it may differ though nothing happened. */
export interface Answer {
  set: ProfileSet
  validUntil: Date | null
}

/** Everybody that segments count: neither merged away, nor erased, nor internal. The caller disposes of the set. */
export async function readEverybody({ database }: StageContext, scope: Scope): Promise<Answer> {
  const statement = sql`select p.id as profile_id from audience.profile p where p.merged_into is null and p.erased_at is null and not p.internal${scopeOf(sql`p.id`, scope)}`
  return { set: await readProfileSet(database, statement), validUntil: null }
}

/** Whoever the question is true for at `now`. The caller disposes of the set. */
export async function readAnswer(question: Question, context: StageContext, now: Date, scope: Scope): Promise<Answer> {
  const { statement, until, untilQuery } = compileQuestion(question, context, now, scope)
  const set = await readProfileSet(context.database, statement)
  try {
    const next = untilQuery ? ((await context.database.rows<{ at: Date | null }>(untilQuery))[0]?.at ?? null) : null
    return { set, validUntil: earlier(until ?? null, next) }
  } catch (error) {
    set.dispose()
    throw error
  }
}

/** The earlier of two instants; null is never. */
export function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}
