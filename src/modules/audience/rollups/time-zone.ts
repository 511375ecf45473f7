import sql from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { FOLDED } from "./derive-sessions"
import { eventNames } from "./event-names"
import { addToDays, countSessions, dayOf } from "./day-columns"
import { keptSince } from "./kept-since"
import { refreshPresence } from "./refresh-states"

const SETTING = "rollups.time_zone"

/**
 * Counts all days anew where the shop's time zone is not the one they were counted in.
 *
 * A shop that corrects the option expects reports of the past in its real days too. Days from
 * before the retention of events stay as they are.
 */
export async function followTimeZone(context: StageContext, tx: Transaction): Promise<void> {
  const { clock, log, options } = context
  const [known] = await tx.rows<{ value: string }>(sql`select value from audience.setting where key = ${SETTING}`)
  if (known?.value === options.timeZone) return
  if (known) {
    log.info(`audience: time zone changed from ${known.value} to ${options.timeZone}, counting days anew`)
    await recountDays(context, tx)
  }
  await tx.execute(sql`
    insert into audience.setting (key, value, updated_at)
    values (${SETTING}, ${JSON.stringify(options.timeZone)}::jsonb, ${clock.now()}::timestamptz)
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
}

async function recountDays(context: StageContext, tx: Transaction): Promise<void> {
  const zone = context.options.timeZone
  const since = keptSince(context)
  await tx.execute(sql`delete from audience.profile_day where day >= ${since.day}::date`)
  const events = sql`(select * from audience.event e where at >= ${since.at}::timestamptz and ${FOLDED})`
  await tx.execute(addToDays(events, await eventNames(tx), zone))
  const started = sql`(
    select profile_id, visitor_id, ${dayOf(sql`started_at`, zone)} as day, 1 as change from audience.session
    where started_at >= ${since.at}::timestamptz
  )`
  await tx.execute(countSessions(started))
  await refreshPresence(tx)
  // Windows of days may now hold other days for anybody.
  await tx.execute(sql`
    insert into audience.touched (profile_ids) select array_agg(distinct profile_id) from audience.profile_day having count(*) > 0`)
}
