import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** By what each column of the user list reads one person after the other; the profile breaks ties. */
const STATE_ORDERS: Record<string, string> = {
  last_seen: "(last_seen, profile_id)",
  first_seen: "(first_seen, profile_id)",
  sessions: "(sessions, profile_id)",
  page_views: "(page_views, profile_id)",
  clicks: "(clicks, profile_id)",
  events: "(events, profile_id)",
  engaged: "(engaged_seconds, last_seen, profile_id)",
  average_session: "(((engaged_seconds / nullif(sessions, 0))::float8), profile_id)",
  context: "(context_id, profile_id)",
  first_source: "(first_source_id, profile_id)",
  last_source: "(last_source_id, profile_id)",
  first_landing: "(first_landing_page_id, profile_id)",
  last_landing: "(last_landing_page_id, profile_id)",
  orders: "(orders, profile_id) where orders > 0",
  spent: "(spent, profile_id) where orders > 0",
  average_order: "(round(spent / nullif(orders, 0), 2), profile_id) where orders > 0",
  first_order: "(first_order_at, profile_id) where orders > 0",
  last_order: "(last_order_at, profile_id) where orders > 0",
  order_days: `((case when orders >= 2 then (extract(epoch from last_order_at - first_order_at) / 86400 / (orders - 1))::float8 end), profile_id)
    where orders >= 2`,
  open_cart: "(open_cart_total, profile_id) where open_cart_total is not null",
}

const CONTEXT_TEXTS = ["device_type", "browser", "browser_version", "os", "os_version", "screen", "language", "country", "region", "city"]
const SOURCE_TEXTS = ["source", "medium", "channel", "campaign", "term", "content", "referrer_host"]

/**
 * The user list reads a page in the order of any column without sorting everybody.
 *
 * Every fold writes new entries into the indexes of states anyway, because `last_seen` has one. Columns that buyers alone have
 * are indexed for buyers alone. Texts are ordered by their dictionary, which has few rows beside its people.
 */
export class Migration20261124103000_list_indexes extends Migration {
  override up(): void {
    this.addSql(`drop index audience.profile_state_last_seen`)
    this.addSql(`drop index audience.profile_state_engaged`)
    for (const [name, order] of Object.entries(STATE_ORDERS))
      this.addSql(`create index profile_state_${name} on audience.profile_state ${order}`)
    for (const text of CONTEXT_TEXTS)
      this.addSql(`create index context_${text} on audience.context (lower(${text}), id) include (${text}) where ${text} is not null`)
    for (const text of SOURCE_TEXTS)
      this.addSql(`create index source_${text} on audience.source (lower(${text}), id) include (${text}) where ${text} is not null`)
    this.addSql(`create index page_lower_path on audience.page (lower(path), id) include (path)`)
    for (const text of ["email", "first_name", "last_name"]) {
      this.addSql(
        `create index customer_by_${text} on audience.customer (lower(${text}), profile_id) include (id, ${text}) where ${text} is not null`
      )
    }
    this.addSql(`create index customer_by_created_at on audience.customer (created_at, profile_id) include (id)`)
    this.addSql(
      `create index attribute_value_text on audience.attribute_value (attribute_id, lower(text_value), profile_id) include (text_value)
        where text_value is not null`
    )
    this.addSql(
      `create index attribute_value_number on audience.attribute_value (attribute_id, number_value, profile_id) where number_value is not null`
    )
    this.addSql(
      `create index attribute_value_date on audience.attribute_value (attribute_id, date_value, profile_id) where date_value is not null`
    )
  }

  override down(): void {
    const indexes = [
      ...Object.keys(STATE_ORDERS).map((name) => `profile_state_${name}`),
      ...CONTEXT_TEXTS.map((text) => `context_${text}`),
      ...SOURCE_TEXTS.map((text) => `source_${text}`),
      "page_lower_path",
      ...["email", "first_name", "last_name", "created_at"].map((name) => `customer_by_${name}`),
      ...["text", "number", "date"].map((type) => `attribute_value_${type}`),
    ]
    for (const index of indexes) this.addSql(`drop index if exists audience.${index}`)
    this.addSql(`create index profile_state_last_seen on audience.profile_state (last_seen)`)
    this.addSql(
      `create index profile_state_engaged on audience.profile_state (engaged_seconds desc, last_seen desc nulls last, profile_id)`
    )
  }
}
