import sql from "sql-template-tag"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { FieldSet } from "../families"
import type { StageContext } from "../stage"
import { readHidden } from "../identity"
import { readAnswer, readEverybody, type Answer } from "./answer"
import { evaluateRule, type AnswerSource } from "./evaluate"
import type { Question } from "./question"
import type { Evaluation, Scope, Segment } from "./types"
import type { RuleNode } from "../../../contract"

/** Sets by key, each read at most once and given back together. */
class Answers {
  private readonly read = new Map<string, Promise<Answer>>()

  get(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const known = this.read.get(key)
    if (known) return known
    const answer = read()
    this.read.set(key, answer)
    return answer
  }

  async dispose(): Promise<void> {
    for (const result of await Promise.allSettled(this.read.values())) if (result.status === "fulfilled") result.value.set.dispose()
  }
}

/** Where the conditions come from: the database itself, or what a preview keeps. */
export interface ConditionReader {
  everybody(): Promise<Answer>
  /** See {@link AnswerSource.hidden}. */
  hidden?(): Promise<Answer>
  answer(question: Question): Promise<Answer>
}

/** Reads every condition from the database; the sets belong to `dispose`. */
export function readOnce(context: StageContext, now: Date, scope: Scope): ConditionReader & { dispose(): Promise<void> } {
  const answers = new Answers()
  return {
    everybody: () => answers.get("everybody", () => readEverybody(context, scope)),
    ...(scope === "all"
      ? { hidden: () => answers.get("hidden", async () => ({ set: await readHidden(context.database), validUntil: null })) }
      : {}),
    answer: (question) => answers.get(question.key, () => readAnswer(question, context, now, scope)),
    dispose: () => answers.dispose(),
  }
}

/**
 * Evaluates a rule, and in it the rules of the segments it refers to, at one instant.
 *
 * A segment is followed by its rule rather than by its stored members: these are a
 * round old, and their next change would be unknown here.
 */
export async function evaluateWithSegments(
  rule: RuleNode,
  input: { fields: FieldSet; segments: readonly Segment[]; reader: ConditionReader; context: StageContext }
): Promise<Evaluation> {
  const { fields, segments, reader, context } = input
  const members = new Answers()
  const source: AnswerSource = {
    everybody: () => reader.everybody(),
    ...(reader.hidden ? { hidden: reader.hidden } : {}),
    answer: (question) => reader.answer(question),
    segment: (id) => members.get(id, () => membersOf(id)),
  }
  async function membersOf(id: string): Promise<Answer> {
    const segment = segments.find((one) => one.id === id)
    if (!segment?.rule) return { set: await storedMembers(context, id), validUntil: null }
    const { members: set, validUntil } = await evaluateRule(segment.rule, fields, source)
    return { set, validUntil }
  }
  try {
    return await evaluateRule(rule, fields, source)
  } finally {
    await members.dispose()
  }
}

async function storedMembers({ database }: StageContext, id: string): Promise<ProfileSet> {
  const rows = await database.rows<{ members: Buffer | null }>(
    sql`select members from audience.segment where id = ${id} and deleted_at is null`
  )
  return fromBytes(rows[0]?.members ?? null)
}
