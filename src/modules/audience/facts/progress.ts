import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"

/** See {@link Facts.progress}. */
export async function progress<Note>(db: Queryable, key: string): Promise<Note | null> {
  const [row] = await db.rows<{ value: Note }>(sql`select value from audience.setting where key = ${`facts.${key}`}`)
  return row?.value ?? null
}

/** See {@link Facts.noteProgress}. */
export async function noteProgress({ database, clock }: StageContext, key: string, note: unknown): Promise<void> {
  await database.execute(sql`
    insert into audience.setting (key, value, updated_at) values (${`facts.${key}`}, ${JSON.stringify(note)}::jsonb, ${clock.now()})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
}

/** See {@link Facts.alone}. */
export async function alone<Result>({ database }: StageContext, name: string, work: () => Promise<Result>): Promise<Result | null> {
  const key = `audience.facts.${name}`
  const client = await database.pool.connect()
  let broken: Error | undefined
  const onError = (error: Error): void => {
    broken = error
  }
  client.on("error", onError)
  try {
    const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as locked", [key])
    if (!rows[0]?.locked) return null
    try {
      return await work()
    } finally {
      await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]).catch(onError)
    }
  } finally {
    client.off("error", onError)
    // A connection that may still hold the lock is closed: the lock goes with it.
    client.release(broken)
  }
}
