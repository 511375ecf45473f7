import sql, { join, type Sql } from "sql-template-tag"
import type { TestAudience } from "./audience"

/** A small shop in memory: what happened, as flat facts. Ids of profiles are their place in `profiles` plus one. */
export interface World {
  zone: string
  now: Date
  cartAbandonedAfterMinutes: number
  profiles: WorldProfile[]
  events: WorldEvent[]
  products: WorldProduct[]
  orders: WorldOrder[]
  refunds: { id: string; order: string; amount: number; at: Date }[]
  carts: WorldCart[]
  attributes: { key: string; type: AttributeType; predefined: boolean }[]
}

export type AttributeType = "text" | "number" | "boolean" | "date" | "choice" | "list"
export type AttributeValue = string | number | boolean | string[]

export interface WorldProfile {
  id: number
  /** Why segments leave it out. */
  left?: "internal" | "erased" | "merged"
  consents: Partial<Record<"analytics" | "personalization" | "marketing", boolean>>
  customer?: {
    email: string | null
    first_name: string | null
    last_name: string | null
    phone: string | null
    has_account: boolean
    groups: string[]
    created_at: Date
  }
  attributes: Record<string, AttributeValue>
}

export interface WorldEvent {
  id: string
  profile: number
  visitor: number
  session: string
  at: Date
  name: string
  page: { host: string; path: string; title: string } | null
  source: WorldSource | null
  context: WorldContext | null
  seconds: number | null
  product: string | null
  query: string | null
  properties: Record<string, string | number | boolean | string[]>
}

export interface WorldSource {
  source: string
  medium: string
  channel: string
  campaign: string | null
  term: string | null
  content: string | null
  referrer_host: string | null
}

export type WorldContext = Record<
  "device_type" | "browser" | "browser_version" | "os" | "os_version" | "screen" | "language" | "country" | "region" | "city",
  string | null
>

export interface WorldProduct {
  id: string
  collection: string | null
  type: string | null
  categories: string[]
  tags: string[]
}

export interface WorldLine {
  product: string | null
  variant: string | null
  quantity: number
  returned: number
  total: number
}

export interface WorldOrder {
  id: string
  profile: number
  at: Date
  canceled: boolean
  total: number
  currency: string
  channel: string | null
  region: string | null
  codes: string[]
  lines: WorldLine[]
}

export interface WorldCart {
  id: string
  profile: number
  touched: Date
  total: number
  quantity: number
  completed: boolean
  deleted: boolean
  lines: WorldLine[]
}

/** Writes the world into an empty database, events through the real fold, facts as rows. */
export async function loadWorld(audience: TestAudience, world: World): Promise<void> {
  const { database: db } = audience
  const insert = async (into: Sql, rows: Sql[]): Promise<void> => {
    if (rows.length > 0) await db.execute(sql`insert into ${into} values ${join(rows)}`)
  }
  const at = world.now
  for (const profile of world.profiles) await saveProfile(audience, world, profile)
  await insert(
    sql`audience.product (id, title, collection_id, type_id, category_ids, tag_ids, updated_at)`,
    world.products.map((p) => sql`(${p.id}, ${p.id}, ${p.collection}, ${p.type}, ${p.categories}::text[], ${p.tags}::text[], ${at})`)
  )
  await insert(
    sql`audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, canceled_at, sales_channel_id, region_id, promotion_codes, updated_at)`,
    world.orders.map(
      (o) =>
        sql`(${o.id}, ${o.profile}, ${o.currency}, ${o.total * 2}, ${o.total}, ${o.at}, ${o.canceled ? at : null}::timestamptz, ${o.channel}, ${o.region}, ${o.codes}::text[], ${at})`
    )
  )
  await insert(
    sql`audience.order_line (order_id, line_id, profile_id, placed_at, product_id, variant_id, quantity, returned_quantity, total, total_reporting)`,
    world.orders.flatMap((o) =>
      o.lines.map(
        (l, i) =>
          sql`(${o.id}, ${`${o.id}_${i}`}, ${o.profile}, ${o.canceled ? null : o.at}::timestamptz, ${l.product}, ${l.variant}, ${l.quantity}::numeric, ${l.returned}::numeric, ${l.total * 2}::numeric, ${l.total}::numeric)`
      )
    )
  )
  const profileOf = new Map(world.orders.map((o) => [o.id, o.profile]))
  await insert(
    sql`audience.refund (id, order_id, profile_id, amount, amount_reporting, refunded_at)`,
    world.refunds.map(
      (r) => sql`(${r.id}, ${r.order}, ${profileOf.get(r.order)}::int, ${r.amount * 2}::numeric, ${r.amount}::numeric, ${r.at})`
    )
  )
  await insert(
    sql`audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at, completed_at, deleted_at)`,
    world.carts.map(
      (c) =>
        sql`(${c.id}, ${c.profile}, 'eur', ${c.total * 2}::numeric, ${c.total}::numeric, ${c.quantity}::numeric, ${c.touched}, ${c.touched}, ${c.completed ? at : null}::timestamptz, ${c.deleted ? at : null}::timestamptz)`
    )
  )
  await insert(
    sql`audience.cart_line (cart_id, line_id, profile_id, product_id, variant_id, quantity, total)`,
    world.carts.flatMap((c) =>
      c.lines.map(
        (l, i) => sql`(${c.id}, ${`${c.id}_${i}`}, ${c.profile}, ${l.product}, ${l.variant}, ${l.quantity}::numeric, ${l.total}::numeric)`
      )
    )
  )
  await saveEvents(audience, world)
  await audience.rollups.fold()
  await audience.rollups.refreshStates(
    db,
    world.profiles.map(({ id }) => id)
  )
}

async function saveProfile(
  { database: db }: TestAudience,
  world: World,
  { id, left, consents, customer, attributes }: WorldProfile
): Promise<void> {
  const at = world.now
  await db.execute(sql`
    insert into audience.profile (id, created_at, customer_id, merged_into, erased_at, internal, consent_analytics, consent_personalization, consent_marketing)
    overriding system value values (${id}, ${at}, ${customer ? `cus_${id}` : null}, ${left === "merged" ? 1 : null}, ${left === "erased" ? at : null}::timestamptz,
      ${left === "internal"}, ${consents.analytics ?? null}, ${consents.personalization ?? null}, ${consents.marketing ?? null})`)
  if (customer) {
    const { email, first_name, last_name, phone, has_account, groups, created_at } = customer
    await db.execute(sql`
      insert into audience.customer (id, profile_id, email, first_name, last_name, phone, has_account, group_ids, created_at, updated_at)
      values (${`cus_${id}`}, ${id}, ${email}, ${first_name}, ${last_name}, ${phone}, ${has_account}, ${groups}::text[], ${created_at}, ${at})`)
  }
  for (const [key, value] of Object.entries(attributes)) {
    const type = world.attributes.find((attribute) => attribute.key === key)?.type
    const only = (wanted: AttributeType[]): AttributeValue | null => (type && wanted.includes(type) ? value : null)
    await db.execute(sql`
      insert into audience.attribute_value (profile_id, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at)
      select ${id}, a.id, 'api', ${only(["text", "choice"])}::text, ${only(["number"])}::float8, ${only(["boolean"])}::boolean, ${only(["date"])}::date, ${only(["list"])}::text[], ${at}
      from audience.attribute a where a.key = ${key}`)
  }
}

/** Adds the world's own attributes to the predefined ones. */
export async function saveAttributes({ database: db }: TestAudience, world: World): Promise<void> {
  for (const { key, type, predefined } of world.attributes) {
    if (predefined) continue
    await db.execute(sql`insert into audience.attribute (key, label, type, choices) values (${key}, ${key}, ${type}, '{}')`)
  }
}

async function saveEvents({ database: db, collection }: TestAudience, { events }: World): Promise<void> {
  if (events.length === 0) return
  const times = events.map((event) => event.at.getTime())
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))]
  await collection.ensurePartitions(first, last)
  const pages = await dictionary(
    db,
    "page",
    ["host", "path", "title"],
    events.map((event) => event.page)
  )
  const sources = await dictionary(
    db,
    "source",
    ["source", "medium", "channel", "campaign", "term", "content", "referrer_host"],
    events.map((event) => event.source)
  )
  const contexts = await dictionary(
    db,
    "context",
    ["device_type", "browser", "browser_version", "os", "os_version", "screen", "language", "country", "region", "city"],
    events.map((event) => event.context)
  )
  const names = await dictionary(
    db,
    "event_name",
    ["name"],
    events.map(({ name }) => ({ name }))
  )
  const [batch] = await db.rows<{ id: number }>(
    sql`insert into audience.event_batch (received_at, events, first_at, last_at) values (${last}, ${events.length}, ${first}, ${last}) returning id`
  )
  const rows = events.map(
    (e, i) =>
      sql`(${e.at}, ${e.id}::uuid, ${e.session}::uuid, ${batch?.id}, ${e.profile}, ${e.visitor}, ${names[i]}, ${pages[i]}, ${sources[i]}, ${contexts[i]}, ${e.seconds}, ${e.product}, ${e.query}, ${Object.keys(e.properties).length > 0 ? JSON.stringify(e.properties) : null}::jsonb)`
  )
  await db.execute(
    sql`insert into audience.event (at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, source_id, context_id, seconds, product_id, query, properties) values ${join(rows)}`
  )
}

async function dictionary(
  db: TestAudience["database"],
  table: string,
  columns: string[],
  entries: (object | null)[]
): Promise<(number | null)[]> {
  const ids = new Map<string, number>()
  for (const entry of entries) {
    if (!entry || ids.has(JSON.stringify(entry))) continue
    const record = entry as Record<string, string | null>
    const result = await db.pool.query<{ id: number }>(
      `insert into audience.${table} (${columns.join(", ")}) values (${columns.map((_, i) => `$${i + 1}`).join(", ")}) returning id`,
      columns.map((column) => record[column] ?? null)
    )
    ids.set(JSON.stringify(entry), result.rows[0]?.id ?? 0)
  }
  return entries.map((entry) => (entry ? (ids.get(JSON.stringify(entry)) ?? null) : null))
}
