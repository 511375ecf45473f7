import { emptySet } from "../lib/bitmap"
import type { FieldSet } from "../families"
import type { StageContext } from "../stage"
import { readHidden } from "../identity"
import { everybodyQuery, readAnswer, type Answer } from "./answer"
import { passesOf, readPass } from "./answer-in-passes"
import { evaluate, type AnswerSource } from "./evaluate"
import { readManual, type ManualKind } from "./manual"
import { compileQuestion, type Question } from "./question"
import type { Evaluable, Evaluation, Scope, Segment } from "./types"

/** Sets by key, each read at most once and given back together. */
class Answers {
  private readonly read = new Map<string, Promise<Answer>>()

  has(key: string): boolean {
    return this.read.has(key)
  }

  get(key: string, read: () => Promise<Answer>): Promise<Answer> {
    const known = this.read.get(key)
    if (known) return known
    const answer = read()
    this.read.set(key, answer)
    // One that nobody waits for any more must not end the process.
    answer.catch(() => undefined)
    return answer
  }

  /** Several that are read at once. */
  getAll(keys: Iterable<string>, read: () => Promise<Map<string, Answer>>): void {
    const answers = read()
    for (const key of keys)
      void this.get(key, async () => {
        const answer = (await answers).get(key)
        if (!answer) throw new Error(`No answer to ${key}.`)
        return answer
      })
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

/**
 * Reads every condition from the database; the sets belong to `dispose`.
 *
 * @param foreseen questions that will be asked: as soon as one is, those that look at the same rows are answered with it
 */
export function readOnce(
  context: StageContext,
  now: Date,
  scope: Scope,
  foreseen: readonly Question[] = []
): ConditionReader & { dispose(): Promise<void> } {
  const answers = new Answers()
  const { database } = context
  const passes = passesOf(new Map(foreseen.map((question) => [question.key, compileQuestion(question, context, now, scope)])))
  const passOf = new Map(passes.flatMap((pass) => [...pass.keys()].map((key) => [key, pass] as const)))
  const answer = (question: Question): Promise<Answer> => {
    const pass = passOf.get(question.key)
    if (pass && !answers.has(question.key)) answers.getAll(pass.keys(), () => readPass(database, pass))
    return answers.get(question.key, () => readAnswer(database, compileQuestion(question, context, now, scope)))
  }
  return {
    everybody: () => answers.get("everybody", () => readAnswer(database, everybodyQuery(scope))),
    ...(scope === "all"
      ? { hidden: () => answers.get("hidden", async () => ({ set: await readHidden(database), validUntil: null })) }
      : {}),
    answer,
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
