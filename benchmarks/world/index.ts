import { existsSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import sql, { raw } from "sql-template-tag"
import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { Partitions } from "../../src/modules/audience/collection/partitions"
import { loadBitmaps } from "../../src/modules/audience/lib/bitmap"
import { openDatabase, type Database } from "../../src/modules/audience/lib/database"
import { parseOptions } from "../../src/modules/audience/options"
import { openReference, type Reference } from "../reference"
import { deriveRollups } from "./derive"
import { fill } from "./fill"
import { withoutIndexes } from "./indexes"
import { rawTables } from "./raw.sql"
import { migrate } from "./schema"
import { CURRENCY, monthsOf, NAMES, NOW, START, ZONE, type Shape } from "./shape"
import { eventFilling, FILLINGS, hexMacro } from "./tables.sql"
import { verifyRollups } from "./verify"

/** The same shop twice: in the plugin's tables, and as raw events and orders in DuckDB. */
export interface World {
  shape: Shape
  audience: Audience
  reference: Reference
  close(): Promise<void>
}

/** Opens the shop whose data is kept in `folder`, and makes it first where it is not there. */
export async function openWorld(input: {
  shape: Shape
  folder: string
  databaseUrl: string
  tell: (text: string) => void
}): Promise<World> {
  const { shape, folder, databaseUrl, tell } = input
  await loadBitmaps()
  const options = parseOptions({ timeZone: ZONE, currency: CURRENCY })
  const database = openDatabase({ connectionString: databaseUrl }, () => undefined)
  const log = { info: tell, warn: tell, error: tell }
  const audience = createAudience({ database, clock: { now: () => NOW }, options, log })
  const ready = path.join(folder, "ready")
  const file = path.join(folder, "raw.duckdb")
  if (!existsSync(ready)) rmSync(file, { force: true })
  const reference = openReference(file)
  const world = {
    ...{ shape, audience, reference },
    async close() {
      reference.close()
      await database.close()
    },
  }
  if (!existsSync(ready)) {
    await make(world, folder, tell)
    writeFileSync(ready, "")
  }
  // What a migration rewrote is read from its indexes alone again, as a shop's autovacuum sees to within minutes.
  if (await migrate(database)) await database.execute(sql`vacuum analyze`)
  return world
}

async function make({ shape, audience, reference }: World, folder: string, tell: (text: string) => void): Promise<void> {
  const { database } = audience
  await database.execute(sql`drop schema if exists audience cascade`)
  await database.execute(sql`drop table if exists public.applied`)
  await migrate(database)
  tell("raw events and orders")
  for (const statement of rawTables(shape)) await reference.run(statement)
  await reference.run(hexMacro)
  const restoreIndexes = await withoutIndexes(database)
  await copyAll(reference, database, path.join(folder, "part.csv"), tell)
  await deriveRollups(database, shape, tell)
  tell("indexes")
  await restoreIndexes()
  await database.execute(sql`vacuum analyze`)
  tell("comparing the rollups of a sample with the fold's")
  await verifyRollups(audience, shape)
  await database.execute(sql`vacuum analyze audience.profile_state`)
}

async function copyAll(reference: Reference, database: Database, file: string, tell: (text: string) => void): Promise<void> {
  await database.execute(sql`insert into audience.event_name (name) select * from unnest(${NAMES}::text[])`)
  await database.execute(sql`
    insert into audience.setting (key, value, updated_at) values ('rollups.time_zone', ${JSON.stringify(ZONE)}::jsonb, ${NOW})`)
  for (const filling of FILLINGS) {
    tell(filling.table)
    await fill(reference, database, filling, file)
  }
  await new Partitions(database).ensure(START.getTime(), NOW.getTime())
  for (const { from, to } of monthsOf()) {
    tell(`events of ${from.slice(0, 7)}`)
    await fill(reference, database, eventFilling(from, to), file)
  }
  await database.execute(sql`
    insert into audience.recent_event (id, received_on)
    select id, at::date from audience.event where at >= ${NOW}::timestamptz - interval '8 days'`)
  for (const table of ["profile", "visitor", "page", "source", "context"]) {
    await database.rows(
      sql`select setval(pg_get_serial_sequence(${`audience.${table}`}, 'id'), (select max(id) from audience.${raw(table)}))`
    )
  }
}
