import { addDays, dayOf, dayStart } from "../../src/modules/audience/lib/clock"
import { NOW, ZONE } from "../world/shape"

/** First and last day of the report. */
export const REPORT_DAYS = { from: addDays(dayOf(NOW, ZONE), -29), to: dayOf(NOW, ZONE) }

const since = `timestamp '${dayStart(REPORT_DAYS.from, ZONE).toISOString().replace("T", " ").replace("Z", "")}'`

/** What the report reads, beside events and sessions: who is in the segment, and each person's latest context. Made before anything is timed. */
export const REPORT_TABLES = [
  `create or replace table state as select profile_id, arg_max(context_id, started_at) as context_id, count(*) as sessions from session group by 1`,
  `create or replace table member as select s.profile_id from state s join context c on c.id = s.context_id where c.browser = 'Chrome'`,
]

/** People of the segment and of everybody for each key, and what they did of it. */
const counted = (perProfile: string): string => `
  select key, count(m.profile_id) as members, count(*) as profiles, sum(n) filter (where m.profile_id is not null) as value
  from (${perProfile}) p left join member m using (profile_id) group by key order by members desc limit 50`

const ofEvents = (key: string, where: string): string =>
  counted(`select profile_id, ${key} as key, count(*) as n from event where happened_at >= ${since} and ${where} group by 1, 2`)
const ofSessions = (key: string): string =>
  counted(
    `select s.profile_id, ${key} as key, count(*) as n from session s join source o on o.id = s.source_id where s.started_at >= ${since} group by 1, 2`
  )
const ofOrders = (key: string): string =>
  counted(`select o.profile_id, ${key} as key, sum(l.total) as n from orders o join line l on l.order_number = o.number
    where not o.canceled and o.placed_at >= ${since} group by 1, 2`)

/** The sections of the Segment Report, each as DuckDB answers it fastest. */
export const REPORT_SECTIONS = [
  `select m.profile_id is not null, count(*), count(distinct e.profile_id), count(distinct session_id), count(*) filter (where name = 'page_viewed'),
     count(*) filter (where name = 'clicked'), sum(seconds) from event e left join member m using (profile_id) where happened_at >= ${since} group by 1`,
  ofEvents("path", "name = 'page_viewed'"),
  ofEvents("name", "true"),
  ofEvents("properties", "name = 'clicked'"),
  counted(
    `select profile_id, arg_min(path, happened_at) as key, 1 as n from event where name = 'page_viewed' and happened_at >= ${since} group by profile_id, session_id`
  ),
  counted(
    `select profile_id, arg_max(path, happened_at) as key, 1 as n from event where name = 'page_viewed' and happened_at >= ${since} group by profile_id, session_id`
  ),
  counted(`select profile_id, step as key, count(*) as n from (
     select profile_id, path || ' → ' || lead(path) over (partition by session_id order by happened_at) as step
     from event where name = 'page_viewed' and happened_at >= ${since}) where step is not null group by 1, 2`),
  ofSessions("o.source"),
  ofSessions("o.medium"),
  ofSessions("o.channel"),
  ofSessions("hour(s.started_at) + 24 * dayofweek(s.started_at)"),
  ...["device_type", "browser", "os", "country", "region", "city", "language"].map((column) =>
    counted(`select s.profile_id, c.${column} as key, 1 as n from state s join context c on c.id = s.context_id`)
  ),
  counted(`select profile_id, sessions = 1 as key, 1 as n from state`),
  counted(`select profile_id, has_account as key, 1 as n from customer`),
  ofOrders("l.product_id"),
  ofOrders("l.category_id"),
  `select m.profile_id is not null, count(*), count(distinct o.profile_id), sum(t.total), sum(t.quantity) from orders o join order_total t on t.order_number = o.number
   left join member m on m.profile_id = o.profile_id where not canceled and placed_at >= ${since} group by 1`,
]
