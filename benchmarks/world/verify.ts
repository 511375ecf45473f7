import { deepStrictEqual } from "node:assert"
import sql, { raw } from "sql-template-tag"
import type { Audience } from "../../src/modules/audience/audience"
import type { Shape } from "./shape"

const SAMPLE = 200

/** Derives the rollups of a sample of profiles anew, by the product's own way, and compares the rows. @throws where they differ */
export async function verifyRollups({ database, rollups }: Audience, { profiles }: Shape): Promise<void> {
  const ids = Array.from({ length: SAMPLE }, (_, index) => 1 + Math.floor((index * profiles) / SAMPLE))
  const rows = async (): Promise<unknown[]> => {
    const tables = { session: "id", profile_day: "day, visitor_id", profile_state: "profile_id" }
    const read = Object.entries(tables).map(([table, order]) =>
      database.rows(sql`select * from audience.${raw(table)} where profile_id = any(${ids}::int[]) order by profile_id, ${raw(order)}`)
    )
    return Promise.all(read)
  }
  const before = await rows()
  await rollups.rebuild(ids)
  deepStrictEqual(await rows(), before, "the rollups of the benchmark are not those of the fold")
  await database.execute(sql`delete from audience.touched`)
}
