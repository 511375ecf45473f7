import { CATEGORIES, CURRENCY } from "./shape"

/** One table of the schema `audience`, filled by what a statement selects from the raw tables. */
export interface Filling {
  table: string
  columns: string
  select: string
}

/** 32 hexadecimal digits that belong to a key. */
export const hexMacro = `create or replace temp macro hex(key, salt) as
  format('{:016x}{:016x}', hash(xor(hash(key), salt::ubigint)), hash(xor(hash(key), (salt + 1)::ubigint)))`

const cart = "id, profile_id, visitor_id, currency_code, total, total_reporting, quantity, created_at, touched_at, completed_at"

/** The plugin's tables as its collector, identity and facts would have left them; rollups are derived from these. */
export const FILLINGS: Filling[] = [
  {
    table: "page",
    columns: "id, host, path, title",
    select: `select id, host, path, title from page`,
  },
  {
    table: "source",
    columns: "id, source, medium, channel, referrer_host",
    select: `select id, source, medium, channel, referrer_host from source`,
  },
  {
    table: "context",
    columns: "id, device_type, browser, browser_version, os, os_version, screen, language, time_zone, country, region, city",
    select: `select id, device_type, browser, browser_version, os, os_version, screen, language, time_zone, country, region, city from context`,
  },
  {
    table: "product",
    columns: "id, title, category_ids, updated_at",
    select: `select id, title, '{' || category_id || '}', timestamp '2025-01-01' from product`,
  },
  {
    table: "label",
    columns: "kind, id, label",
    select: `select 'category', format('cat_{:02d}', i), format('Category {}', i) from range(${CATEGORIES}) t(i)`,
  },
  {
    table: "profile",
    columns: "id, public_id, created_at, customer_id",
    select: `select p.id, hex(p.id, 50), p.first_at, case when c.profile_id is not null then format('cus_{}', p.id) end
      from profile p left join customer c on c.profile_id = p.id order by p.id`,
  },
  {
    table: "visitor",
    columns: "id, uuid, profile_id, created_at",
    select: `select visitor_id, hex(visitor_id, 52), profile_id, min(started_at) from session group by 1, 3 order by 1`,
  },
  {
    table: "customer",
    columns: "id, profile_id, email, first_name, last_name, has_account, created_at, updated_at",
    select: `select format('cus_{}', profile_id), profile_id, format('person{}@mail{}.test', profile_id, profile_id % 7), format('First{}', profile_id % 900),
      format('Last{}', profile_id % 5000), has_account, created_at, created_at from customer order by profile_id`,
  },
  {
    table: "attribute_value",
    columns: "profile_id, attribute_id, source, text_value, number_value, updated_at",
    // In the order of the predefined attributes: age, gender, birthday, member id, tier, points.
    select: `select profile_id, attribute, 'api',
        case attribute when 2 then list_extract(['female', 'male', 'other'], 1 + (2.1 * u(profile_id, 20))::int)
          when 5 then list_extract(['bronze', 'silver', 'gold', 'platinum'], 1 + often(profile_id, 21, 4, 2)) end,
        case attribute when 1 then 18 + often(profile_id, 22, 60, 1.3) when 6 then often(profile_id, 23, 5000, 3) end, created_at
      from customer, (values (1), (2), (5), (6)) a(attribute) where has_account order by profile_id, attribute`,
  },
  {
    table: "order_fact",
    columns:
      "id, profile_id, visitor_id, customer_id, cart_id, display_id, email, currency_code, total, total_reporting, placed_at, canceled_at, sales_channel_id, region_id, updated_at",
    select: `select format('order_{}', o.number), o.profile_id, o.visitor_id, format('cus_{}', o.profile_id), format('cart_{}', o.number), o.number,
        format('person{}@mail{}.test', o.profile_id, o.profile_id % 7), '${CURRENCY}', t.total, t.total, o.placed_at, case when o.canceled then o.placed_at + interval 1 hour end,
        'sc_1', 'reg_1', o.placed_at from orders o join order_total t on t.order_number = o.number order by o.number`,
  },
  {
    table: "order_line",
    columns: "order_id, line_id, profile_id, placed_at, product_id, variant_id, title, quantity, total, total_reporting",
    select: `select format('order_{}', l.order_number), format('line_{}_{}', l.order_number, l.line), l.profile_id, case when not o.canceled then o.placed_at end,
        l.product_id, 'variant_' || l.product_id, l.title, l.quantity, l.total, l.total
      from line l join orders o on o.number = l.order_number order by l.order_number`,
  },
  {
    table: "refund",
    columns: "id, order_id, profile_id, amount, amount_reporting, refunded_at",
    select: `select format('refund_{}', o.number), format('order_{}', o.number), o.profile_id, (t.total / 2)::decimal(12, 2), (t.total / 2)::decimal(12, 2), o.placed_at + interval 5 days
      from orders o join order_total t on t.order_number = o.number where o.refunded order by o.number`,
  },
  {
    table: "cart",
    columns: cart,
    select: `select format('cart_{}', o.number), o.profile_id, o.visitor_id, '${CURRENCY}', t.total, t.total, t.quantity, o.placed_at - interval 20 minutes,
        o.placed_at - interval 1 minute, o.placed_at from orders o join order_total t on t.order_number = o.number order by o.number`,
  },
  {
    table: "cart",
    columns: cart,
    select: `select format('open_{}', number), profile_id, visitor_id, '${CURRENCY}', total, total, 1, touched_at - interval 5 minutes, touched_at, null from open_cart order by number`,
  },
  {
    table: "cart_line",
    columns: "cart_id, line_id, profile_id, product_id, variant_id, title, quantity, total",
    select: `select format('cart_{}', order_number), format('item_{}_{}', order_number, line), profile_id, product_id, 'variant_' || product_id, title, quantity, total from line
      union all select format('open_{}', number), format('open_item_{}', number), profile_id, product_id, 'variant_' || product_id, title, 1, total from open_cart`,
  },
]

const EVENT_COLUMNS =
  "at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, source_id, context_id, seconds, product_id, query, properties"

/** The events of one part of the time, in the order in which they came, a hundred a batch. */
export function eventFilling(from: string, to: string): Filling {
  return {
    table: "event",
    columns: EVENT_COLUMNS,
    select: `select happened_at, format('{:012x}7', epoch_ms(happened_at)) || substr(h, 1, 3) || 'a' || substr(h, 4, 15), hex(session_id, 54), 1 + session_id // 17, profile_id, visitor_id, name_id,
        page_id, source_id, context_id, seconds, product_id, query, properties
      from (select *, hex(session_id * 100 + seq, 56) as h from event where happened_at >= '${from}' and happened_at < '${to}') order by happened_at`,
  }
}
