import { createHash, randomBytes } from "node:crypto"
import { Client } from "pg"
import { openDatabase, type Database } from "../../src/modules/audience/lib/database"
import { migrationFiles } from "./migrations"

/** URL of the test server's `postgres` database, set by the global set-up. */
export function serverUrl(database = "postgres"): string {
  const url = process.env.TEST_POSTGRES_URL
  if (!url) throw new Error("TEST_POSTGRES_URL is not set: run the tests through npm test, or start a PostgreSQL and set it.")
  return url.replace(/\/[^/]*$/, `/${database}`)
}

async function onServer<Result>(work: (client: Client) => Promise<Result>, database = "postgres"): Promise<Result> {
  const client = new Client({ connectionString: serverUrl(database) })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Makes the template that every module test's database is copied from, our migrations on an empty database; returns its name. */
async function ensureTemplate(): Promise<string> {
  const statements = migrationFiles().flatMap((migration) => migration.statements)
  // Named by its content: a server that outlives the run keeps one for each state of the migrations.
  const template = `audience_template_${createHash("sha256").update(statements.join("\0")).digest("hex").slice(0, 12)}`
  await onServer(async (client) => {
    // Test files run in parallel: the first one makes the template, the others wait here.
    await client.query("select pg_advisory_lock(42)")
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template])
    if (rowCount) return
    await client.query(`drop database if exists ${template}_unfinished with (force)`)
    await client.query(`create database ${template}_unfinished`)
    await onServer(async (inside) => {
      for (const statement of statements) await inside.query(statement)
    }, `${template}_unfinished`)
    await client.query(`alter database ${template}_unfinished rename to ${template}`)
  })
  return template
}

export interface TestDatabase extends Database {
  url: string
  drop(): Promise<void>
}

/** An empty database with the plugin's real schema, for one test file. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await ensureTemplate()
  const name = `audience_${randomBytes(6).toString("hex")}`
  await onServer(async (client) => {
    await client.query("select pg_advisory_lock(42)")
    await client.query(`create database ${name} template ${template}`)
  })
  const url = serverUrl(name)
  const database = openDatabase({ connectionString: url }, () => undefined)
  return {
    ...database,
    url,
    async drop() {
      await database.close()
      await onServer((client) => client.query(`drop database ${name} with (force)`))
    },
  }
}
