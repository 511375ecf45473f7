import { randomUUID } from "node:crypto"
import { DateTime } from "luxon"
import sql from "sql-template-tag"
import { setOf, toBytes } from "../../src/modules/audience/lib/bitmap"
import type { TestAudience } from "../support/audience"

/** People as a test tells of them; {@link settle} writes them into the tables that the stages before the reports fill. */
export interface Person {
  customer?: { id: string; email?: string; first_name?: string; last_name?: string; has_account?: boolean; group_ids?: string[] }
  attributes?: Record<string, string | number | boolean | string[] | undefined>
  consent?: { marketing?: boolean }
  internal?: boolean
  visits?: Visit[]
  orders?: Order[]
  openCarts?: { total: number; touched: string }[]
}

export interface Visit {
  at: string
  device?: string
  browser?: string
  country?: string
  source?: string
  medium?: string
  channel?: string
  campaign?: string
  events: Happening[]
}

export interface Happening {
  name: string
  path?: string
  label?: string
  /** Engaged seconds that a `page_engaged` reports. */
  seconds?: number
  /** Seconds after the visit's start; by default the event's place in the visit. */
  after?: number
}

export interface Order {
  at: string
  canceled?: boolean
  lines: { product: string; quantity: number; returned?: number; total: number }[]
  refunds?: { amount: number; at: string }[]
}

const at = (visit: Visit, event: Happening, index: number): Date => new Date(Date.parse(visit.at) + (event.after ?? index) * 1000)
const is = (event: Happening, name: string): number => (event.name === name ? 1 : 0)
const sum = <Item>(items: Item[], of: (item: Item) => number): number => items.reduce((total, item) => total + of(item), 0)
const orderTotal = (order: Order): number => sum(order.lines, (line) => line.total)

/** Writes people into the tables; returns their internal ids in order. */
export async function settle(audience: TestAudience, people: Person[]): Promise<number[]> {
  await audience.database.execute(sql`create table if not exists audience.event_any partition of audience.event default`)
  const ids: number[] = []
  for (const person of people) ids.push(await settleOne(audience, person))
  return ids
}

async function settleOne(audience: TestAudience, person: Person): Promise<number> {
  const { database: db } = audience
  const [profile] = await db.rows<{ id: number }>(sql`
    insert into audience.profile (created_at, customer_id, internal, consent_marketing)
    values (${audience.clock.now()}, ${person.customer?.id}, ${person.internal ?? false}, ${person.consent?.marketing}) returning id`)
  const id = profile?.id ?? 0
  if (person.customer) {
    const { customer } = person
    await db.execute(sql`insert into audience.customer (id, profile_id, email, first_name, last_name, has_account, group_ids, created_at, updated_at)
      values (${customer.id}, ${id}, ${customer.email}, ${customer.first_name}, ${customer.last_name}, ${customer.has_account ?? false},
        ${customer.group_ids ?? []}::text[], ${audience.clock.now()}, ${audience.clock.now()})`)
  }
  for (const [key, value] of Object.entries(person.attributes ?? {}).filter(([, value]) => value !== undefined)) {
    const text = typeof value === "string" ? value : null
    await db.execute(sql`insert into audience.attribute_value (profile_id, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at)
      select ${id}, a.id, 'api', case when a.type <> 'date' then ${text}::text end, ${typeof value === "number" ? value : null}::float8,
        ${typeof value === "boolean" ? value : null}::boolean, case when a.type = 'date' then nullif(${text}, '')::date end,
        ${Array.isArray(value) ? value : null}::text[], ${audience.clock.now()}
      from audience.attribute a where a.key = ${key}`)
  }
  const visits = [...(person.visits ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const sessions = []
  for (const visit of visits) sessions.push(await settleVisit(audience, id, visit))
  const days = await settleDays(audience, id, visits)
  for (const order of person.orders ?? []) await settleOrder(audience, id, order)
  for (const cart of person.openCarts ?? []) {
    await db.execute(sql`insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at)
      values (${randomUUID()}, ${id}, 'eur', ${cart.total}, ${cart.total}, 1, ${cart.touched}, ${cart.touched})`)
  }
  const events = visits.flatMap((visit) => visit.events.map((event, index) => ({ ...event, at: at(visit, event, index) })))
  const orders = (person.orders ?? []).filter((order) => !order.canceled)
  const placed = orders.map((order) => order.at).sort()
  const net = (order: Order): number => orderTotal(order) - sum(order.refunds ?? [], (refund) => refund.amount)
  const first = sessions[0]
  const last = sessions.at(-1)
  await db.execute(sql`insert into audience.profile_state (profile_id, first_seen, last_seen, sessions, events, page_views, clicks, engaged_seconds, context_id,
      first_source_id, last_source_id, first_landing_page_id, last_landing_page_id, orders, spent, first_order_at, last_order_at, open_cart_total,
      days_active, weeks_active, items, largest_order)
    values (${id}, ${events.length ? new Date(Math.min(...events.map((event) => +event.at))) : null}, ${events.length ? new Date(Math.max(...events.map((event) => +event.at))) : null},
      ${visits.length}, ${events.length}, ${sum(events, (e) => is(e, "page_viewed"))}, ${sum(events, (e) => is(e, "clicked"))}, ${sum(events, (e) => e.seconds ?? 0)},
      ${last?.context}, ${first?.source}, ${last?.source}, ${first?.landing}, ${last?.landing}, ${orders.length},
      ${sum(orders, net)}, ${placed[0]}, ${placed.at(-1)}, ${person.openCarts?.at(-1)?.total},
      ${days.length}, ${new Set(days.map((day) => DateTime.fromISO(day).toFormat("kkkk-WW"))).size},
      ${sum(orders, ({ lines }) => sum(lines, (line) => line.quantity - (line.returned ?? 0)))}, ${orders.length ? Math.max(...orders.map(net)) : null})`)
  return id
}

interface Settled {
  context: number
  source: number
  landing: number | null
}

async function settleVisit({ database: db }: TestAudience, profileId: number, visit: Visit): Promise<Settled> {
  const one = async (statement: ReturnType<typeof sql>): Promise<number> => (await db.rows<{ id: number }>(statement))[0]?.id ?? 0
  const context =
    await one(sql`insert into audience.context (device_type, browser, country) values (${visit.device}, ${visit.browser}, ${visit.country})
    on conflict (hash) do update set browser = excluded.browser returning id`)
  const source = await one(sql`insert into audience.source (source, medium, channel, campaign)
    values (${visit.source ?? "direct"}, ${visit.medium ?? "none"}, ${visit.channel ?? "direct"}, ${visit.campaign})
    on conflict (hash) do update set source = excluded.source returning id`)
  const session = randomUUID()
  const pages: (number | null)[] = []
  for (const [index, event] of visit.events.entries()) {
    const page = event.path
      ? await one(sql`insert into audience.page (host, path, title) values ('shop.test', ${event.path}, '')
          on conflict (hash) do update set title = '' returning id`)
      : null
    const name = await one(
      sql`insert into audience.event_name (name) values (${event.name}) on conflict (name) do update set name = excluded.name returning id`
    )
    if (event.name === "page_viewed") pages.push(page)
    await db.execute(sql`insert into audience.event (at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, seconds, properties)
      values (${at(visit, event, index)}, ${randomUUID()}, ${session}, 1, ${profileId}, ${profileId}, ${name}, ${page}, ${event.seconds},
        ${event.label === undefined ? null : JSON.stringify({ label: event.label })}::jsonb)`)
  }
  const times = visit.events.map((event, index) => +at(visit, event, index))
  await db.execute(sql`insert into audience.session (profile_id, visitor_id, id, started_at, first_event, last_at, last_event, source_id, context_id,
      landing_page_id, exit_page_id, events, page_views, clicks, engaged_seconds)
    values (${profileId}, ${profileId}, ${session}, ${visit.at}, ${randomUUID()}, ${new Date(Math.max(...times))}, ${randomUUID()}, ${source}, ${context},
      ${pages[0]}, ${pages.at(-1)}, ${visit.events.length}, ${sum(visit.events, (e) => is(e, "page_viewed"))}, ${sum(visit.events, (e) => is(e, "clicked"))},
      ${sum(visit.events, (e) => e.seconds ?? 0)})`)
  return { context, source, landing: pages[0] ?? null }
}

/** Answers the days that somebody was here on. */
async function settleDays({ database: db, options }: TestAudience, profileId: number, visits: Visit[]): Promise<string[]> {
  const dayOf = (time: Date | string): string => DateTime.fromJSDate(new Date(time), { zone: options.timeZone }).toFormat("yyyy-MM-dd")
  const events = visits.flatMap((visit) => visit.events.map((event, index) => ({ ...event, day: dayOf(at(visit, event, index)) })))
  const days = [...new Set(events.map((event) => event.day))]
  for (const day of days) {
    const those = events.filter((event) => event.day === day)
    await db.execute(sql`insert into audience.profile_day (profile_id, day, visitor_id, sessions, events, page_views, clicks, product_views, cart_adds, searches, engaged_seconds)
      values (${profileId}, ${day}, ${profileId}, ${visits.filter((visit) => dayOf(visit.at) === day).length}, ${those.length}, ${sum(those, (e) => is(e, "page_viewed"))},
        ${sum(those, (e) => is(e, "clicked"))}, ${sum(those, (e) => is(e, "product_viewed"))}, ${sum(those, (e) => is(e, "product_added"))},
        ${sum(those, (e) => is(e, "products_searched"))}, ${sum(those, (e) => e.seconds ?? 0)})`)
  }
  return days
}

async function settleOrder({ database: db }: TestAudience, profileId: number, order: Order): Promise<void> {
  const id = `order_${randomUUID()}`
  const total = orderTotal(order)
  await db.execute(sql`insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, canceled_at, updated_at)
    values (${id}, ${profileId}, 'eur', ${total}, ${total}, ${order.at}, ${order.canceled ? order.at : null}, ${order.at})`)
  for (const [index, line] of order.lines.entries()) {
    await db.execute(sql`insert into audience.order_line (order_id, line_id, profile_id, placed_at, product_id, title, quantity, returned_quantity, total, total_reporting)
      values (${id}, ${String(index)}, ${profileId}, ${order.canceled ? null : order.at}::timestamptz, ${line.product}, ${line.product}, ${line.quantity}, ${line.returned ?? 0}, ${line.total}, ${line.total})`)
  }
  for (const refund of order.refunds ?? []) {
    await db.execute(sql`insert into audience.refund (id, order_id, profile_id, amount, amount_reporting, refunded_at)
      values (${randomUUID()}, ${id}, ${profileId}, ${refund.amount}, ${refund.amount}, ${refund.at})`)
  }
}

export async function settleProducts(
  { database: db }: TestAudience,
  products: Record<string, { title: string; categories: Record<string, string> }>
): Promise<void> {
  for (const [id, { title, categories }] of Object.entries(products)) {
    await db.execute(
      sql`insert into audience.product (id, title, category_ids, updated_at) values (${id}, ${title}, ${Object.keys(categories)}::text[], '2026-01-01')`
    )
    for (const [category, label] of Object.entries(categories)) {
      await db.execute(sql`insert into audience.label (kind, id, label) values ('category', ${category}, ${label}) on conflict do nothing`)
    }
  }
}

/** A segment that holds exactly these people, as an evaluation would have stored it. */
export async function segmentOf(
  { database: db, clock }: TestAudience,
  members: number[],
  given: { id?: string; handle?: string } = {}
): Promise<string> {
  const id = given.id ?? `aseg_${randomUUID()}`
  await db.execute(sql`insert into audience.segment (id, handle, name, family, kind, rule, members, members_count, additions, evaluated_version, evaluated_at, created_at, updated_at)
    values (${id}, ${given.handle ?? id}, ${given.handle ?? id}, 'attribute', 'static', null, ${toBytes(setOf(members))}, ${members.length}, ${members.length}, 1, ${clock.now()}, ${clock.now()}, ${clock.now()})`)
  await db.execute(sql`insert into audience.segment_manual (segment_id, given_profile_id, kind, created_at)
    select ${id}, unnest(${members}::int[]), 'added', ${clock.now()}::timestamptz`)
  return id
}
