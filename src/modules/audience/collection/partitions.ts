import sql, { raw } from "sql-template-tag"
import type { Database } from "../lib/database"

/** Every process on one database agrees on this number. */
const PARTITION_LOCK = 7_326_003

/** Monthly partitions of `audience.event`, in UTC. */
export class Partitions {
  private readonly known = new Set<string>()

  constructor(private readonly database: Database) {}

  /** Makes the partitions that hold `from` to `to`, both in milliseconds since 1970. */
  async ensure(from: number, to: number): Promise<void> {
    const missing = monthsBetween(from, to).filter((month) => !this.known.has(month.name))
    if (missing.length === 0) return
    await this.database.transaction(async (tx) => {
      // `create … if not exists` alone fails when two processes create the same table at once.
      await tx.rows(sql`select pg_advisory_xact_lock(${PARTITION_LOCK})`)
      for (const { name, from, to } of missing) {
        const [row] = await tx.rows<{ exists: boolean }>(sql`select to_regclass(${`audience.${name}`}) is not null as exists`)
        if (row?.exists) continue
        // Created apart and attached: `partition of` would wait for every reader of the whole table.
        await tx.execute(sql`create table audience.${raw(name)} (like audience.event including all)`)
        await tx.execute(
          sql`alter table audience.event attach partition audience.${raw(name)} for values from (${raw(`'${from}'`)}) to (${raw(`'${to}'`)})`
        )
      }
    })
    for (const { name } of missing) this.known.add(name)
  }

  /** Looks at the database again next time. */
  forget(): void {
    this.known.clear()
  }
}

interface Month {
  name: string
  /** First instant, and that of the next month. */
  from: string
  to: string
}

function monthsBetween(from: number, to: number): Month[] {
  const months: Month[] = []
  const first = new Date(from)
  let month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth())
  while (month <= to) {
    const start = new Date(month)
    const next = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1)
    const name = `event_${start.toISOString().slice(0, 7).replace("-", "_")}`
    months.push({ name, from: start.toISOString(), to: new Date(next).toISOString() })
    month = next
  }
  return months
}
