import {
  isRuleGroup,
  type Catalogue,
  type FieldValue,
  type RuleGroup,
  type RuleNode,
  type SegmentInput,
  type TemplateCounts,
  type SegmentVersion,
} from "../../../contract"
import { notAllowed, notFound } from "../errors"
import { createFamilies, type FieldSet } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable, Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { createArchive } from "./archive"
import { catalogueOf, valuesOf } from "./catalogue"
import { KeptConditions } from "./condition-cache"
import { evaluate } from "./evaluate"
import { evaluateWithSegments, readOnce } from "./evaluate-once"
import { explainRule, type RuleExplanation } from "./explain/explain-rule"
import { nameOfCopy } from "./names"
import { createPreviews } from "./preview"
import { checkReferences, dependentsOf, referencesOf, usersOfField } from "./references"
import { describeRule } from "./rule-text"
import { shareCounting } from "./shared-counting"
import { createSaves } from "./save"
import { allSegments, segmentById } from "./segment-rows"
import type { Telling } from "./telling"
import { countTemplates } from "./template-counts"
import type { ConditionCache, Evaluable, Evaluation, EvaluationRound, Scope, Segment } from "./types"
import { setOf } from "../lib/bitmap"
import { checkRule } from "./validate"
import { toldVersions, versionOf, versionsOf } from "./versions"

export type { RuleExplanation } from "./explain/explain-rule"
export { readManual, type ManualKind } from "./manual"
export { withoutValues, type Telling } from "./telling"
export type { ConditionCache, Evaluation, EvaluationRound, Scope, Segment } from "./types"

export interface Segments {
  /** All fields of the catalogue, those of families from outside included. */
  fields(): Promise<FieldSet>
  catalogue(language?: string): Promise<Omit<Catalogue, "rights">>
  /** Suggestions from real data for a field or one of its dimensions, most frequent first. */
  fieldValues(field: string, input: { q?: string; dimension?: string; limit?: number; language?: string }): Promise<FieldValue[]>
  /**
   * The rule in normal form. `segmentId` is the segment that it is for, if there is one already: no circle may lead back to it.
   *
   * @throws invalid_data whose message starts with the path of the first fault.
   */
  validate(rule: unknown, segmentId?: string): Promise<RuleGroup>
  /** Everybody for whom a rule is true at `now`, or who belongs to a segment by its rule and by hand. The caller disposes of `members`. */
  evaluate(what: Evaluable, options?: { now?: Date; scope?: Scope }): Promise<Evaluation>
  /**
   * Like {@link evaluate} for everybody, while a rule is being edited: conditions that a preview read in the
   * past ten seconds are taken as they were, so that only what was edited is computed. With `segment`, the rule
   * takes the place of that segment's own: who was added or excluded by hand stays so.
   */
  preview(rule: RuleNode, segment?: Segment): Promise<{ members: ProfileSet; total: number }>
  /**
   * How many people each template would hold now; who asks while that is being counted is told the same. `tell` is given each count
   * as soon as it is there; the counting ends early when it throws and nobody else asked.
   */
  templateCounts(tell?: (part: TemplateCounts) => void): Promise<TemplateCounts>
  /** An empty cache for {@link evaluateCached}. */
  createConditionCache(): ConditionCache
  /**
   * Like {@link evaluate} for everybody, but asks the database only for what `cache` lacks: conditions
   * it has never met or whose time has passed as a whole, the others for the touched profiles alone.
   * The answer is that of a full evaluation that starts now. `members` belongs to the caller, who disposes of it.
   *
   * Evaluations that share a cache must come one after the other.
   */
  evaluateCached(what: Evaluable, cache: ConditionCache, round: EvaluationRound): Promise<Evaluation>
  /** Why the rule is true or false for one profile now, in words. @throws invalid_data for a field that is no longer there */
  explain(rule: RuleGroup, profileId: number, telling?: Telling): Promise<RuleExplanation>
  /** The rule in words. */
  ruleText(rule: RuleNode | null, telling?: Telling): Promise<string>
  /** Ids of the segments that a rule refers to. */
  references(rule: RuleNode | null, fields?: FieldSet): Promise<string[]>
  /** Full names of the fields that hold personal data. */
  personalFields(): Promise<Set<string>>
  /** The segments whose rules ask a field of the catalogue. */
  usersOfField(field: string): Promise<Segment[]>
  /** Lets no segment be saved until the transaction ends. @throws not_allowed naming the segments whose rules ask the field. */
  refuseUsedField(tx: Transaction, field: string): Promise<void>
  /** The segments whose rules refer to this one. */
  dependents(id: string): Promise<Segment[]>
  create(input: SegmentInput, createdBy?: string): Promise<Segment>
  /** Another segment of the same definition, with who was added and excluded by hand; not published. */
  duplicate(id: string, name?: string, createdBy?: string): Promise<Segment>
  update(id: string, input: Partial<SegmentInput>, updatedBy?: string): Promise<Segment>
  /** The definitions of a segment, newest first, each with its difference to the one before in words. @throws not_found */
  versions(id: string, telling?: Telling): Promise<SegmentVersion[]>
  /**
   * Makes an earlier definition the current one, as a new version: its rule, and its name and description where they were kept.
   *
   * @throws not_found for a version that never was; not_allowed for a static segment; invalid_data where the old rule no longer
   * holds, because a field or a segment that it asks is gone
   */
  restore(id: string, version: number, restoredBy?: string): Promise<Segment>
  /** @throws not_allowed naming the segments that use it. */
  delete(id: string): Promise<void>
  /**
   * Puts a segment away, or takes it back: an archived one is neither evaluated nor listed, and keeps its last members.
   *
   * @throws not_allowed naming the segments that use it; invalid_data when what it rests on is archived or gone
   */
  setArchived(id: string, archived: boolean): Promise<Segment>
  /** @throws not_found */
  get(id: string, db?: Queryable): Promise<Segment>
  /** Those that are not archived, in the order of their names. */
  all(): Promise<Segment[]>
  archived(): Promise<Segment[]>
}

export function createSegments(context: StageContext): Segments {
  const { database, clock } = context
  const registry = createFamilies(context.options.families)
  const saves = createSaves(context, registry)
  const setArchived = createArchive(context, registry)
  const previews = createPreviews(context)

  return {
    fields: () => registry.fields(database),
    catalogue: async (language) => catalogueOf(await registry.fields(database), context, language),
    fieldValues: async (field, input) => valuesOf(await registry.fields(database), context, field, input),
    async validate(rule, segmentId) {
      const fields = await registry.fields(database)
      const group = checkRule(rule, fields)
      checkReferences(group, fields, await allSegments(database), segmentId)
      return group
    },
    async evaluate(what, { now = clock.now(), scope = "all" } = {}) {
      const reader = readOnce(context, now, scope)
      try {
        const fields = await registry.fields(database)
        return await evaluateWithSegments(what, { fields, segments: await allSegments(database), reader })
      } finally {
        await reader.dispose()
      }
    },
    async preview(rule, segment) {
      const fields = await registry.fields(database)
      const what = segment ? { ...segment, rule: isRuleGroup(rule) ? rule : { match: "all" as const, rules: [rule] } } : rule
      return previews.preview(what, fields, await allSegments(database))
    },
    templateCounts: shareCounting(async (tell) => countTemplates(context, await registry.fields(database), tell)),
    createConditionCache: () => new KeptConditions(context),
    async evaluateCached(what, cache, { now, fields, membersOf }) {
      const kept = cache as KeptConditions
      const nobody = setOf([])
      try {
        return await evaluate(what, fields ?? (await registry.fields(database)), {
          everybody: () => kept.everybody(now),
          answer: (question) => kept.answer(question, now),
          segment: (id) => Promise.resolve({ set: membersOf(id) ?? nobody, validUntil: null }),
          manual: (segmentId, kind) => kept.manual(segmentId, kind, now),
        })
      } finally {
        nobody.dispose()
      }
    },
    async explain(rule, profileId, telling) {
      const [fields, segments] = [await registry.fields(database), await allSegments(database)]
      return explainRule(rule, { fields, segments, context, profileId, now: clock.now(), telling })
    },
    ruleText: async (rule, telling) => describeRule(rule, await registry.fields(database), database, telling),
    references: async (rule, fields) => referencesOf(rule, fields ?? (await registry.fields(database))).map(({ id }) => id),
    personalFields: async () => new Set((await registry.fields(database)).all.filter(({ personal }) => personal).map(({ field }) => field)),
    usersOfField: async (field) => usersOfField(field, await allSegments(database)),
    refuseUsedField: (tx, field) => saves.refuseUsedField(tx, field),
    dependents: async (id) => dependentsOf(id, await allSegments(database), await registry.fields(database)),
    create: (input, createdBy) => saves.create(input, createdBy),
    async duplicate(id, name, createdBy) {
      const { name: before, description, kind, rule } = await segmentById(database, id)
      const copy = { name: name ?? nameOfCopy(before), description, kind, ...(rule ? { rule } : {}) }
      return saves.create(copy, createdBy, id)
    },
    async versions(id, telling) {
      await segmentById(database, id)
      return toldVersions(await versionsOf(database, id), await registry.fields(database), database, telling)
    },
    update: (id, input, updatedBy) => saves.update(id, input, updatedBy),
    async restore(id, version, restoredBy) {
      const { name, kind } = await segmentById(database, id)
      if (kind === "static") throw notAllowed(`The segment ${name} is static: it has members of its own instead of definitions.`)
      const wanted = await versionOf(database, id, version)
      if (!wanted?.rule) throw notFound(`The segment ${name} has no version ${version}`)
      const texts = wanted.name === null ? {} : { name: wanted.name, description: wanted.description }
      return saves.update(id, { rule: wanted.rule, ...texts }, restoredBy)
    },
    delete: (id) => saves.delete(id),
    get: (id, db = database) => segmentById(db, id),
    setArchived,
    all: async () => (await allSegments(database)).filter(({ archived_at: at }) => at === null),
    archived: async () => (await allSegments(database)).filter(({ archived_at: at }) => at !== null),
  }
}
