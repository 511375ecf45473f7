import sql, { empty } from "sql-template-tag"
import type { AuditAction, AuditActor, AuditEntry } from "../../../contract"
import type { Queryable } from "../lib/database"
import type { AuditInput, AuditQuery } from "./types"

interface Row {
  id: number
  at: Date
  action: AuditAction
  actor_type: AuditActor["type"]
  actor_id: string | null
  subject: string | null
  detail: Record<string, unknown>
}

const publicId = (id: number): string => `aaud_${id}`

/** Writes an entry; answers its row. */
export async function record(
  db: Queryable,
  { action, actor, subject, detail = {} }: AuditInput,
  at: Date
): Promise<{ id: string; row: number }> {
  const [entry] = await db.rows<{ id: number }>(sql`
    insert into audience.audit_log (at, action, actor_type, actor_id, subject, detail)
    values (${at}, ${action}, ${actor.type}, ${actor.id}, ${subject}, ${JSON.stringify(detail)}::jsonb) returning id`)
  if (!entry) throw new Error("inserting an audit entry returned no row")
  return { id: publicId(entry.id), row: entry.id }
}

/** Says more about what an entry tells of, once it is known. */
export async function complete(db: Queryable, row: number, detail: Record<string, unknown>): Promise<void> {
  await db.execute(sql`update audience.audit_log set detail = ${JSON.stringify(detail)}::jsonb where id = ${row}`)
}

/** See {@link Privacy.auditLog}. */
export async function auditLog(
  db: Queryable,
  { action, subject, limit, offset }: AuditQuery
): Promise<{ entries: AuditEntry[]; count: number }> {
  const wanted = sql`from audience.audit_log where true${action ? sql` and action = ${action}` : empty}${subject ? sql` and subject = ${subject}` : empty}`
  const rows = await db.rows<Row & Record<string, unknown>>(sql`
    select id, at, action, actor_type, actor_id, subject, detail ${wanted} order by id desc limit ${limit} offset ${offset}`)
  const [total] = await db.rows<{ count: number }>(sql`select count(*)::int as count ${wanted}`)
  const entries = rows.map(({ id, at, action, actor_type: type, actor_id, subject, detail }) => ({
    ...{ id: publicId(id), at: at.toISOString(), action, actor: { type, id: actor_id } },
    ...{ subject, detail },
  }))
  return { entries, count: total?.count ?? 0 }
}
