import { createHash } from "node:crypto"
import sql from "sql-template-tag"
import { migrationFiles } from "../../integration-tests/support/migrations"
import type { Database } from "../../src/modules/audience/lib/database"

/**
 * Brings the schema of a database up to date. A migration that is new is applied to data that is kept.
 * Answers whether there was one.
 *
 * @throws where one that was applied has changed since: the data belongs to another schema then
 */
export async function migrate(database: Database): Promise<boolean> {
  await database.execute(sql`create table if not exists public.applied (name text primary key, hash text not null)`)
  const known = new Map(
    (await database.rows<{ name: string; hash: string }>(sql`select * from public.applied`)).map((row) => [row.name, row.hash])
  )
  let isNew = false
  for (const { name, statements } of migrationFiles()) {
    const hash = createHash("sha256").update(statements.join("\0")).digest("hex")
    if (known.get(name) === hash) continue
    if (known.has(name)) throw new Error(`${name} has changed since the data was made: run the benchmark with --fresh.`)
    await database.transaction(async (tx) => {
      for (const statement of statements) await tx.client.query(statement)
      await tx.execute(sql`insert into public.applied values (${name}, ${hash})`)
    })
    isNew = true
  }
  return isNew
}
