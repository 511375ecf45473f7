import { CATEGORIES, CONTEXTS, NOW, PAGES, PRODUCTS, SOURCES, START, type Shape } from "./shape"

const ts = (at: Date): string => `timestamp '${at.toISOString().replace("T", " ").replace("Z", "")}'`

/**
 * The shop as raw tables, made by DuckDB out of nothing but counters and a hash.
 *
 * `u(key, salt)` is a number of [0, 1) that belongs to its key: no state, so that the threads
 * of DuckDB cannot change what comes out. Every quantity that a shop has few of much and many
 * of little (visits, pages, spend) follows a power law.
 *
 * A person's sessions never overlap, and the events of a session have different times:
 * "latest" then means the same to everybody who reads the data.
 */
export function rawTables({ profiles }: Shape): string[] {
  return [
    `create macro u(key, salt) as (hash(xor(hash(key), salt::ubigint)) >> 11)::double / 9007199254740992.0`,
    // One number of a kind per name, with the more frequent ones first.
    `create macro often(key, salt, n, skew) as floor(n * pow(u(key, salt), skew))::int`,
    contexts,
    sources,
    `create table page as select i + 1 as id, 'shop.test' as host,
       format('/category-{:02d}/page-{:04d}', i % ${CATEGORIES}, i) as path, format('Page {}', i) as title
     from range(${PAGES}) t(i)`,
    `create table product as select i as number, format('prod_{:04d}', i) as id, format('Product {}', i) as title,
       format('cat_{:02d}', i % ${CATEGORIES}) as category_id, (4 + floor(14000 * pow(u(i, 30), 3)) / 100)::decimal(12, 2) as price
     from range(${PRODUCTS}) t(i)`,
    // 53 of 100 come once; the mean is 5. Ids are in the order of first visits.
    `create table profile as select (i + 1)::int as id,
       ${ts(START)} + to_milliseconds(((i + u(i, 1)) / ${profiles} * ${NOW.getTime() - START.getTime() - 7_200_000})::bigint) as first_at,
       least(400, floor(pow(1 - u(i, 2), -1 / 1.05)))::int as visits,
       u(i, 3) < 0.15 as has_second_browser
     from range(${profiles}) t(i)`,
    sessions(profiles),
    events,
    ...purchases,
  ]
}

const contexts = `create table context as
  select i + 1 as id,
    case when device < 0.46 then 'desktop' when device < 0.93 then 'mobile' when device < 0.98 then 'tablet' when device < 0.99 then 'tv' else 'other' end as device_type,
    list_extract(['Chrome', 'Safari', 'Firefox', 'Edge', 'Samsung Internet'], 1 + often(i, 41, 5, 1.8)) as browser,
    format('{}', 100 + often(i, 42, 40, 2)) as browser_version,
    list_extract(['Windows', 'iOS', 'Android', 'macOS', 'Linux'], 1 + often(i, 43, 5, 1.5)) as os,
    format('{}', 10 + often(i, 44, 8, 2)) as os_version,
    format('{}x900', 320 + i) as screen, 'en-US' as language, 'Europe/Berlin' as time_zone,
    country, format('{} {}', country, i % 5) as region, format('{} {} {}', country, i % 5, i % 3) as city
  from (select i, u(i, 45) as device, list_extract(['DE', 'FR', 'IT', 'ES', 'PL', 'NL', 'AT', 'CH', 'BE', 'SE', 'DK', 'FI', 'CZ', 'PT', 'US', 'GB', 'IE', 'GR', 'HU', 'RO'], 1 + often(i, 40, 20, 2)) as country
    from range(${CONTEXTS}) t(i))`

const sources = `create table source as
  select i + 1 as id, case when i = 0 then 'direct' when i = 1 then 'google' when i = 2 then 'instagram' else format('partner-{}.test', i) end as source,
    case when i = 0 then 'none' when i = 1 then 'organic' when i = 2 then 'social' else 'referral' end as medium,
    case when i = 0 then 'direct' when i = 1 then 'organic_search' when i = 2 then 'organic_social' else 'referral' end as channel,
    case when i > 2 then format('partner-{}.test', i) end as referrer_host
  from range(${SOURCES}) t(i)`

/** Sessions in the order in which they began. A session within two hours of the one before is left out: no two overlap. */
const sessions = (profiles: number): string => `create table session as
  with drawn as (
    select id as profile_id, has_second_browser, first_at, visit,
      case when visit = 0 then first_at else first_at + to_milliseconds((u(id, 100 + visit)
        * least(epoch_ms(${ts(NOW)}) - 7200000 - epoch_ms(first_at), 86400000.0 * (1 - 150 * ln(1 - u(id, 4)))))::bigint) end as started_at
    from (select *, unnest(range(visits)) as visit from profile)
  ), kept as (
    select * from drawn
    qualify started_at - lag(started_at) over (partition by profile_id order by started_at) >= interval 2 hours or visit = 0
  ), numbered as (
    select *, row_number() over (order by started_at, profile_id) as id, row_number() over (partition by profile_id order by started_at) - 1 as place,
      count(*) over (partition by profile_id) as places
    from kept
  ), seated as (
    select *, case when has_second_browser and u(id, 5) < 0.4 then profile_id + ${profiles} else profile_id end as visitor_id from numbered
  )
  select id::int as id, profile_id, visitor_id::int as visitor_id, started_at, place::int as place, places::int as places,
    1 + often(case when u(id, 6) < 0.04 then id else visitor_id end, 7, ${CONTEXTS}, 2) as context_id,
    case when u(id, 8) < 0.35 then 1 else 1 + often(id, 9, ${SOURCES}, 2.5) end as source_id,
    least(80, 1 + floor(-5.6 * ln(1 - u(id, 10))))::int as events
  from seated order by id`

/**
 * Thirty events a person, and one note of the engaged time at the end of each session.
 *
 * A session's first event is a page view, so that the others are views a little less often than 7 of 10.
 */
const events = `create table event as
  with placed as (
    select *, unnest(range(events + 1)) as seq from session
  ), drawn as (
    select id, profile_id, visitor_id, seq::smallint as seq, context_id, source_id, events,
      started_at + to_milliseconds(40000 * seq + (u(id, 1000 + seq) * 30000)::int) as happened_at,
      case when seq = events then 7 when seq = 0 then 1 else
        (case when kind < 0.635 then 1 when kind < 0.878 then 2 when kind < 0.939 then 3 when kind < 0.969 then 4 when kind < 0.988 then 5 else 6 end) end as name_id,
      1 + often(id, 3000 + seq, ${PAGES}, 2) as page_id,
      often(id, 4000 + seq, ${PRODUCTS}, 2) as product,
      (u(id, 5000) * 30 * events + 1)::int as engaged
    from (select *, u(id, 2000 + seq) as kind from placed)
  )
  select d.happened_at, d.id as session_id, d.seq, d.profile_id, d.visitor_id, d.page_id, d.context_id,
    case when d.seq = 0 then d.source_id end as source_id, d.name_id,
    list_extract(['page_viewed', 'clicked', 'product_added', 'products_searched', 'checkout_started', 'product_removed', 'page_engaged'], d.name_id) as name,
    format('/category-{:02d}/page-{:04d}', (d.page_id - 1) % ${CATEGORIES}, d.page_id - 1) as path,
    c.country, c.region, c.device_type, c.browser,
    case when d.name_id = 7 then engaged end as seconds,
    case when d.name_id in (3, 6) then format('prod_{:04d}', product) end as product_id,
    case when d.name_id = 4 then format('word {}', product % 500) end as query,
    case d.name_id
      when 2 then format('{{"label":"Button {}","href":"/category-{:02d}","element":"a"}}', product % 60, product % ${CATEGORIES})
      when 3 then format('{{"product_id":"prod_{:04d}","quantity":1}}', product)
      when 6 then format('{{"product_id":"prod_{:04d}","quantity":1}}', product)
      when 4 then format('{{"query":"word {}"}}', product % 500)
      when 7 then format('{{"seconds":{},"scroll":80}}', engaged) end as properties
  from drawn d join context c on c.id = d.context_id`

/**
 * 600 orders and 1,230 lines for 1,000 people, 400 of whom buy: whoever comes back more often than the others.
 *
 * An order is placed 50 minutes into a session. Six of 100 sessions leave a cart behind.
 */
const purchases = [
  `create table buyer as select id as profile_id, floor(pow(1 - u(id, 12), -1 / 2.2))::int as orders
   from profile where u(id, 11) < case when visits = 1 then 0.22 else 0.6 end`,
  `create table orders as
   select row_number() over (order by s.started_at, b.profile_id, n)::int as number, b.profile_id, s.visitor_id,
     s.started_at + to_minutes(50) + to_milliseconds(n) as placed_at,
     u(b.profile_id, 7000 + n) < 0.03 as canceled, u(b.profile_id, 8000 + n) < 0.05 as refunded
   from (select *, unnest(range(least(orders, 60))) as n from buyer) b
   join session s on s.profile_id = b.profile_id and s.place = floor(u(b.profile_id, 6000 + n) * s.places)`,
  `create table line as
   select o.number as order_number, k::int as line, o.profile_id, p.id as product_id, p.title, p.category_id, q as quantity, p.price * q as total
   from (select *, unnest(range(least(20, 1 + floor(-ln(1 - u(number, 13)) / ln(1 + 1 / 1.05)))::int)) as k from orders) o
   join product p on p.number = often(o.number, 9000 + k, ${PRODUCTS}, 2), lateral (select case when u(o.number, 9500 + k) < 0.15 then 2 else 1 end as q)`,
  `create table order_total as select order_number, sum(total)::decimal(12, 2) as total, sum(quantity)::int as quantity from line group by 1`,
  `create table open_cart as
   select row_number() over (order by s.id)::int as number, s.profile_id, s.visitor_id, s.started_at + to_minutes(15) as touched_at,
     p.id as product_id, p.title, p.price as total
   from session s join product p on p.number = often(s.id, 15, ${PRODUCTS}, 2) where u(s.id, 14) < 0.06`,
  `create table customer as select p.id as profile_id, b.profile_id is null or u(p.id, 16) < 0.6 as has_account,
     p.first_at as created_at from profile p left join buyer b on b.profile_id = p.id where b.profile_id is not null or u(p.id, 17) < 0.05`,
]
