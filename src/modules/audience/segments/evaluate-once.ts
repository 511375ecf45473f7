import { emptySet } from "../lib/bitmap"
import type { FieldSet } from "../families"
import type { StageContext } from "../stage"
import { readHidden } from "../identity"
import { everybodyQuery, readAnswer, type Answer } from "./answer"
import { evaluate, type AnswerSource } from "./evaluate"
import { readManual, type ManualKind } from "./manual"
import { compileQuestion, type Question } from "./question"
import type { Evaluable, Evaluation, Scope, Segment } from "./types"

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

/** Where the sets come from: the database itself, or what a preview keeps. */
export interface ConditionReader {
  everybody(): Promise<Answer>
  /** See {@link AnswerSource.hidden}. */
  hidden?(): Promise<Answer>
  answer(question: Question): Promise<Answer>
  manual(segmentId: string, kind: ManualKind): Promise<Answer>
}

/** Reads every condition from the database; the sets belong to `dispose`. */
export function readOnce(context: StageContext, now: Date, scope: Scope): ConditionReader & { dispose(): Promise<void> } {
  const answers = new Answers()
  const { database } = context
  return {
    everybody: () => answers.get("everybody", () => readAnswer(database, everybodyQuery(scope))),
    ...(scope === "all"
      ? { hidden: () => answers.get("hidden", async () => ({ set: await readHidden(database), validUntil: null })) }
      : {}),
    answer: (question) => answers.get(question.key, () => readAnswer(database, compileQuestion(question, context, now, scope))),
    manual: (segmentId, kind) => answers.get(`${kind} ${segmentId}`, () => readManual(context, segmentId, kind, scope)),
    dispose: () => answers.dispose(),
  }
}

/**
 * Evaluates a rule or segment, and in it the segments that it refers to, at one instant.
 *
 * A segment is followed by its definition rather than by its stored members: these are a
 * round old, and their next change would be unknown here.
 */
export async function evaluateWithSegments(
  what: Evaluable,
  input: { fields: FieldSet; segments: readonly Segment[]; reader: ConditionReader }
): Promise<Evaluation> {
  const { fields, segments, reader } = input
  const members = new Answers()
  const source: AnswerSource = {
    everybody: () => reader.everybody(),
    ...(reader.hidden ? { hidden: reader.hidden } : {}),
    answer: (question) => reader.answer(question),
    segment: (id) => members.get(id, () => membersOf(id)),
    manual: (segmentId, kind) => reader.manual(segmentId, kind),
  }
  async function membersOf(id: string): Promise<Answer> {
    const segment = segments.find((one) => one.id === id)
    if (!segment) return { set: emptySet(), validUntil: null }
    const { members: set, validUntil } = await evaluate(segment, fields, source)
    return { set, validUntil }
  }
  try {
    return await evaluate(what, fields, source)
  } finally {
    await members.dispose()
  }
}
