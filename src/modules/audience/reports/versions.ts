import sql from "sql-template-tag"
import type { RuleGroup } from "../../../contract"
import type { Queryable } from "../lib/database"

/** One definition that a segment has had. */
export interface DefinitionVersion {
  version: number
  rule: RuleGroup | null
  created_at: Date
  /** Admin user or API key that saved it. */
  created_by: string | null
}

/** The definitions of a segment, newest first. */
export function versionsOf(db: Queryable, segmentId: string): Promise<DefinitionVersion[]> {
  return db.rows<DefinitionVersion & Record<string, unknown>>(sql`
    select version, rule, created_at, created_by from audience.segment_version where segment_id = ${segmentId} order by version desc`)
}
