import sql from "sql-template-tag"
import type { StageContext } from "../stage"

const MS_A_SECOND = 1000

export async function lag({ database, clock }: StageContext): Promise<number> {
  const [oldest] = await database.rows<{ received_at: Date | null }>(sql`select min(received_at) as received_at from audience.event_batch`)
  if (!oldest?.received_at) return 0
  return Math.max(0, (clock.now().getTime() - oldest.received_at.getTime()) / MS_A_SECOND)
}
