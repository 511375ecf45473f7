import sql, { type Sql } from "sql-template-tag"
import { notFound } from "../errors"
import type { Queryable } from "../lib/database"
import type { Segment } from "./types"

const columns: Sql = sql`s.id, s.handle, s.name, s.description, s.family, s.kind, s.rule, s.version, s.published, s.customer_group_id,
  s.members_count, s.additions, s.exclusions, s.evaluation, s.evaluated_version, s.evaluated_at, s.error, s.failed_at, s.archived_at, s.created_at, s.updated_at`

type Row = Segment & Record<string, unknown>

/** All segments that are not deleted, archived ones too, in the order of their names. */
export function allSegments(db: Queryable): Promise<Segment[]> {
  return db.rows<Row>(sql`select ${columns} from audience.segment s where s.deleted_at is null order by lower(s.name), s.id`)
}

/** @throws not_found */
export async function segmentById(db: Queryable, id: string, lock = false): Promise<Segment> {
  const [segment] = await db.rows<Row>(
    sql`select ${columns} from audience.segment s where s.id = ${id} and s.deleted_at is null${lock ? sql` for update` : sql``}`
  )
  if (!segment) throw notFound(`Segment with id: ${id} was not found`)
  return segment
}
