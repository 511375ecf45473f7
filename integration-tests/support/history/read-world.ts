import sql from "sql-template-tag"
import type { TestAudience } from "../audience"
import type { AttributeType, AttributeValue, World, WorldContext, WorldEvent, WorldLine, WorldProfile, WorldSource } from "../world"

type Rows<Row> = Promise<(Row & Record<string, unknown>)[]>

/**
 * What the database holds of the past, as the flat facts that the oracle reads: raw events, orders, carts,
 * customers and attributes. Nothing derived is looked at, neither sessions nor days nor states.
 */
export async function readWorld({ database: db, clock, options }: TestAudience): Promise<World> {
  const [profiles, events, products, orders, lines, refunds, carts, cartLines, attributes] = await Promise.all([
    readProfiles(db),
    readEvents(db),
    db.rows<World["products"][number] & Record<string, unknown>>(
      sql`select id, collection_id as collection, type_id as type, category_ids as categories, tag_ids as tags from audience.product`
    ),
    db.rows<World["orders"][number] & Record<string, unknown>>(sql`
      select id, profile_id as profile, placed_at as at, canceled_at is not null as canceled, total_reporting as total,
        currency_code as currency, sales_channel_id as channel, region_id as region, promotion_codes as codes from audience.order_fact`),
    readLines(db, "order"),
    db.rows<World["refunds"][number] & Record<string, unknown>>(
      sql`select id, order_id as order, amount_reporting as amount, refunded_at as at from audience.refund`
    ),
    db.rows<World["carts"][number] & Record<string, unknown>>(sql`
      select id, profile_id as profile, touched_at as touched, total_reporting as total, quantity,
        completed_at is not null as completed, deleted_at is not null as deleted from audience.cart`),
    readLines(db, "cart"),
    db.rows<World["attributes"][number] & Record<string, unknown>>(sql`select key, type, predefined from audience.attribute`),
  ])
  return {
    ...{ zone: options.timeZone, now: clock.now(), cartAbandonedAfterMinutes: options.cartAbandonedAfterMinutes },
    ...{ profiles, events, products, refunds, attributes },
    orders: orders.map((order) => ({ ...order, lines: lines.get(order.id) ?? [] })),
    carts: carts.map((cart) => ({ ...cart, lines: cartLines.get(cart.id) ?? [] })),
  }
}

async function readProfiles(db: TestAudience["database"]): Promise<WorldProfile[]> {
  const rows: Awaited<Rows<Omit<WorldProfile, "attributes">>> = await db.rows(sql`
    select p.id,
      case when p.merged_into is not null then 'merged' when p.erased_at is not null then 'erased'
        -- What an admin decided stands before the domains of the addresses.
        when p.internal_set or (p.internal_set is null and exists (
          select from audience.customer a, audience.setting s, jsonb_array_elements_text(s.value) as domain
          where s.key = 'internal_email_domains' and a.profile_id = p.id and a.deleted_at is null and a.email ilike '%@' || domain
        )) then 'internal' end as left,
      jsonb_strip_nulls(jsonb_build_object('analytics', p.consent_analytics, 'personalization', p.consent_personalization,
        'marketing', p.consent_marketing)) as consents,
      case when c.id is not null then jsonb_build_object('email', c.email, 'first_name', c.first_name, 'last_name', c.last_name,
        'phone', c.phone, 'has_account', c.has_account, 'groups', to_jsonb(c.group_ids), 'created_at', c.created_at) end as customer
    from audience.profile p left join audience.customer c on c.id = p.customer_id and c.deleted_at is null order by p.id`)
  const values = await db.rows<{ profile_id: number; key: string; type: AttributeType; value: AttributeValue }>(sql`
    select v.profile_id, a.key, a.type, coalesce(to_jsonb(v.text_value), to_jsonb(v.number_value), to_jsonb(v.boolean_value),
      to_jsonb(v.date_value), to_jsonb(v.list_value)) as value
    from audience.attribute_value v join audience.attribute a on a.id = v.attribute_id`)
  return rows.map(({ left, customer, ...profile }) => ({
    ...profile,
    ...(left ? { left } : {}),
    ...(customer ? { customer: { ...customer, created_at: new Date(customer.created_at) } } : {}),
    attributes: Object.fromEntries(values.filter((value) => value.profile_id === profile.id).map(({ key, value }) => [key, value])),
  }))
}

async function readEvents(db: TestAudience["database"]): Promise<WorldEvent[]> {
  interface Row extends Record<string, unknown> {
    event: Omit<WorldEvent, "at" | "page" | "source" | "context" | "properties">
    at: Date
    page: WorldEvent["page"]
    source: WorldSource | null
    context: WorldContext | null
    properties: WorldEvent["properties"] | null
  }
  const rows = await db.rows<Row>(sql`
    select e.at, jsonb_build_object('id', e.id, 'profile', e.profile_id, 'visitor', e.visitor_id, 'session', e.session_id, 'name', n.name,
        'seconds', e.seconds, 'product', e.product_id, 'query', e.query) as event,
      to_jsonb(p) as page, to_jsonb(s) as source, to_jsonb(c) as context, e.properties
    from audience.event e join audience.event_name n on n.id = e.name_id left join audience.page p on p.id = e.page_id
    left join audience.source s on s.id = e.source_id left join audience.context c on c.id = e.context_id`)
  return rows.map(({ event, properties, ...row }) => ({ ...event, ...row, properties: properties ?? {} }))
}

async function readLines(db: TestAudience["database"], of: "order" | "cart"): Promise<Map<string, WorldLine[]>> {
  interface Row extends Record<string, unknown> {
    parent: string
    line: WorldLine
  }
  const rows = await db.rows<Row>(
    of === "order"
      ? sql`select order_id as parent, jsonb_build_object('product', product_id, 'variant', variant_id, 'quantity', quantity,
          'returned', returned_quantity, 'total', total_reporting) as line from audience.order_line`
      : sql`select cart_id as parent, jsonb_build_object('product', product_id, 'variant', variant_id, 'quantity', quantity,
          'returned', 0, 'total', total) as line from audience.cart_line`
  )
  const lines = new Map<string, WorldLine[]>()
  for (const { parent, line } of rows) lines.set(parent, [...(lines.get(parent) ?? []), line])
  return lines
}
