import sql, { type Sql } from "sql-template-tag"
import type { RuleGroup, SegmentVersion } from "../../../contract"
import type { FieldSet } from "../families"
import type { Queryable } from "../lib/database"
import { definitionChanges, type Definition } from "./differences/definition-changes"
import { namesIn, speakerOf } from "./rule-text"
import type { Telling } from "./telling"

/** One definition that a segment has had. */
interface DefinitionVersion extends Definition {
  version: number
  created_at: Date
  /** Admin user or API key that saved it. */
  created_by: string | null
}

const columns: Sql = sql`version, name, description, rule, created_at, created_by`

/** The definitions of a segment, newest first. */
export function versionsOf(db: Queryable, segmentId: string): Promise<DefinitionVersion[]> {
  return db.rows<DefinitionVersion & Record<string, unknown>>(
    sql`select ${columns} from audience.segment_version where segment_id = ${segmentId} order by version desc`
  )
}

/** One of them; null where there is no such version. */
export async function versionOf(db: Queryable, segmentId: string, version: number): Promise<DefinitionVersion | null> {
  if (!Number.isSafeInteger(version)) return null
  const [row] = await db.rows<DefinitionVersion & Record<string, unknown>>(
    sql`select ${columns} from audience.segment_version where segment_id = ${segmentId} and version = ${version}::int8`
  )
  return row ?? null
}

/** Versions, newest first, as answers carry them: their rules and their differences in words. */
export async function toldVersions(
  versions: readonly DefinitionVersion[],
  fields: FieldSet,
  db: Queryable,
  telling?: Telling
): Promise<SegmentVersion[]> {
  const rules = versions.map(({ rule }) => rule).filter((rule): rule is RuleGroup => rule !== null)
  const speaker = speakerOf(fields, await namesIn(rules, db), telling)
  return versions.map(({ created_at, created_by, ...definition }, index) => {
    const { version, name, description, rule } = definition
    const before = versions[index + 1]
    return {
      ...{ version, name, description, rule, rule_text: speaker.sentence(rule) },
      changes: before ? definitionChanges(before, definition, speaker) : [],
      created_at: created_at.toISOString(),
      created_by,
    }
  })
}
