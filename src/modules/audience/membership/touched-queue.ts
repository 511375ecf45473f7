import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { Anew } from "../rollups"

const CLAIM = "membership.evaluator"

/** The touched profiles that wait. */
export interface WaitingProfiles {
  /** Rows of the queue, to be removed once their profiles are done. */
  rows: number[]
  profileIds: number[]
  /** What everybody must be looked at again for. */
  anew: Anew[]
}

/**
 * One evaluator's hold on the queue of touched profiles: those whose events, facts or attributes have changed.
 *
 * Rows are read, and removed only when everything that follows from them is committed: an
 * evaluator that dies in between leaves them to the next one, which finds that most of it has
 * happened. Only the evaluator that claimed the queue last removes rows. Another one that
 * has not noticed yet that it lost the pipeline's lock would otherwise take away profiles
 * that the new one's kept sets have not looked at.
 */
export class TouchedQueue {
  private readonly name = randomUUID()

  constructor(private readonly db: Queryable) {}

  /** Makes the queue this evaluator's. It must read everything anew after this: others may have removed rows before. */
  async claim(now: Date): Promise<void> {
    await this.db.execute(sql`
      insert into audience.setting (key, value, updated_at) values (${CLAIM}, ${JSON.stringify(this.name)}::jsonb, ${now}::timestamptz)
      on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
  }

  async isMine(): Promise<boolean> {
    const [claim] = await this.db.rows<{ value: string }>(sql`select value from audience.setting where key = ${CLAIM}`)
    return claim?.value === this.name
  }

  async read(): Promise<WaitingProfiles> {
    const rows = await this.db.rows<{ id: number; profile_ids: number[]; anew: Anew | null }>(
      sql`select id, profile_ids, anew from audience.touched`
    )
    return {
      rows: rows.map(({ id }) => id),
      profileIds: [...new Set(rows.flatMap(({ profile_ids: ids }) => ids))],
      anew: [...new Set(rows.flatMap(({ anew }) => anew ?? []))],
    }
  }

  /** Removes rows that were read; leaves them when another evaluator has claimed the queue since. */
  async remove(rows: readonly number[]): Promise<void> {
    if (rows.length === 0) return
    await this.db.execute(sql`
      delete from audience.touched where id = any(${rows}::bigint[])
        and exists (select from audience.setting where key = ${CLAIM} and value = ${JSON.stringify(this.name)}::jsonb)`)
  }
}
