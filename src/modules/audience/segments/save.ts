import sql from "sql-template-tag"
import { isRuleGroup, type RuleGroup, type RuleNode, type SegmentInput } from "../../../contract"
import { invalidData, notAllowed } from "../errors"
import type { FieldSet, Registry } from "../families"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { checkDescription, checkHandle, checkName, handleOf, newSegmentId } from "./names"
import { copyManual } from "./manual"
import { checkReferences, dependentsOf, usersOfField } from "./references"
import { ruleKey } from "./rule-key"
import { lockSaves } from "./save-lock"
import { allSegments, segmentById } from "./segment-rows"
import type { Segment } from "./types"
import { checkRule } from "./validate"

/** Writes of segments and their versions. */
export function createSaves(context: StageContext, registry: Registry) {
  const { database, clock } = context

  async function checked(tx: Transaction, fields: FieldSet, rule: unknown, own?: string): Promise<RuleGroup> {
    const group = checkRule(rule, fields)
    checkReferences(group, fields, await allSegments(tx), own)
    return group
  }

  async function freeHandle(tx: Transaction, input: { handle?: string; name: string }): Promise<string> {
    const taken = new Set(
      (await tx.rows<{ handle: string }>(sql`select handle from audience.segment where deleted_at is null`)).map(({ handle }) => handle)
    )
    if (input.handle !== undefined) {
      const handle = checkHandle(input.handle)
      if (taken.has(handle)) throw invalidData(`handle: ${handle} is the handle of another segment`)
      return handle
    }
    const wanted = handleOf(input.name)
    let handle = wanted
    for (let number = 2; taken.has(handle); number++) handle = `${wanted}-${number}`
    return handle
  }

  const addVersion = (tx: Transaction, id: string, version: number, by: string | undefined): Promise<number> =>
    tx.execute(sql`
      insert into audience.segment_version (segment_id, version, name, description, rule, created_at, created_by)
      select id, ${version}, name, description, rule, ${clock.now()}, ${by ?? null} from audience.segment where id = ${id}`)

  return {
    /** `likeId`: a segment whose additions and exclusions by hand the new one gets too. */
    async create(input: SegmentInput, by?: string, likeId?: string): Promise<Segment> {
      const fields = await registry.fields(database)
      return database.transaction(async (tx) => {
        await lockSaves(tx)
        const name = checkName(input.name)
        const kind = checkKind(input)
        const rule = kind === "static" ? null : await checked(tx, fields, input.rule)
        const handle = await freeHandle(tx, { name, handle: input.handle })
        const now = clock.now()
        const id = newSegmentId(now)
        await tx.execute(sql`
          insert into audience.segment (id, handle, name, description, family, kind, rule, published, created_at, updated_at)
          values (${id}, ${handle}, ${name}, ${checkDescription(input.description)}, ${familyOf(rule, fields)}, ${kind}, ${json(rule)}, ${checkPublished(input.published) ?? false}, ${now}, ${now})`)
        await addVersion(tx, id, 1, by)
        if (likeId !== undefined) await copyManual(tx, likeId, id)
        return segmentById(tx, id)
      })
    },

    async update(id: string, input: Partial<SegmentInput>, by?: string): Promise<Segment> {
      const fields = await registry.fields(database)
      return database.transaction(async (tx) => {
        await lockSaves(tx)
        const before = await segmentById(tx, id, true)
        const name = input.name === undefined ? before.name : checkName(input.name)
        if (input.kind !== undefined && input.kind !== before.kind) throw notAllowed(`kind: a ${before.kind} segment stays ${before.kind}`)
        if (before.kind === "static" && input.rule) throw notAllowed("rule: a static segment has members of its own instead of a rule")
        const handle =
          input.handle === undefined || input.handle === before.handle
            ? before.handle
            : await freeHandle(tx, { name, handle: input.handle })
        const description = input.description === undefined ? before.description : checkDescription(input.description)
        const published = checkPublished(input.published) ?? before.published
        const rule = input.rule === undefined || before.kind === "static" ? before.rule : await checked(tx, fields, input.rule, id)
        const isRuleNew = ruleKey(rule) !== ruleKey(before.rule)
        const isNew = isRuleNew || name !== before.name || description !== before.description
        const version = isNew ? before.version + 1 : before.version
        // Members that were right before a new name are right after it.
        const evaluated = isRuleNew || before.evaluated_version !== before.version ? before.evaluated_version : version
        await tx.execute(sql`
          update audience.segment set handle = ${handle}, name = ${name}, description = ${description}, family = ${familyOf(rule, fields)},
            rule = ${json(rule)}, version = ${version}, evaluated_version = ${evaluated}, published = ${published},
            updated_at = ${clock.now()} where id = ${id}`)
        if (isNew) await addVersion(tx, id, version, by)
        return segmentById(tx, id)
      })
    },

    async refuseUsedField(tx: Transaction, field: string): Promise<void> {
      await lockSaves(tx)
      const users = usersOfField(field, await allSegments(tx))
      if (users.length === 0) return
      throw notAllowed(`${field} is used by the segments ${users.map(({ name }) => name).join(", ")}; remove it from their rules first.`)
    },

    async delete(id: string): Promise<void> {
      const fields = await registry.fields(database)
      await database.transaction(async (tx) => {
        await lockSaves(tx)
        const segment = await segmentById(tx, id, true)
        const users = dependentsOf(id, await allSegments(tx), fields)
        if (users.length > 0) {
          throw notAllowed(
            `The segment ${segment.name} is used by ${users.map(({ name }) => name).join(", ")}; remove it from these rules first.`
          )
        }
        await tx.execute(sql`update audience.segment set deleted_at = ${clock.now()}, updated_at = ${clock.now()} where id = ${id}`)
      })
    },
  }
}

const json = (rule: RuleGroup | null): string | null => (rule ? JSON.stringify(rule) : null)

function checkKind({ kind = "dynamic", rule }: SegmentInput): "dynamic" | "static" {
  if (kind !== "dynamic" && kind !== "static") throw invalidData("kind: must be dynamic or static")
  if (kind === "static" && rule) throw invalidData("rule: a static segment has members of its own instead of a rule")
  if (kind === "dynamic" && !rule) throw invalidData('rule: must be a group such as { "match": "all", "rules": [] } or a condition')
  return kind
}

function checkPublished(published: unknown): boolean | undefined {
  if (published === undefined || typeof published === "boolean") return published
  throw invalidData("published: must be true or false")
}

/** The family that a segment is listed under: that of its first condition. */
export function familyOf(rule: RuleNode | null, fields: FieldSet): string {
  return firstFamily(rule, fields) ?? "attribute"
}

function firstFamily(node: RuleNode | null, fields: FieldSet): string | undefined {
  if (!node) return undefined
  if (!isRuleGroup(node)) return fields.get(node.field)?.family
  for (const child of node.rules) {
    const family = firstFamily(child, fields)
    if (family) return family
  }
  return undefined
}
