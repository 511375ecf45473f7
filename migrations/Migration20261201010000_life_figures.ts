import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const FIGURES = {
  days_active: "int not null default 0",
  weeks_active: "int not null default 0",
  items: "numeric not null default 0",
  largest_order: "numeric",
}

/** By what the user list reads one person after the other; the profile breaks ties. */
const ORDERS = {
  days_active: "(days_active, profile_id)",
  weeks_active: "(weeks_active, profile_id)",
  items: "(items, profile_id) where orders > 0",
  largest_order: "(largest_order, profile_id) where orders > 0",
}

/** States know four more figures of somebody's life, so that the user list in their order adds nobody up. */
export class Migration20261201010000_life_figures extends Migration {
  override up(): void {
    this.addSql(
      `alter table audience.profile_state ${Object.entries(FIGURES)
        .map(([name, type]) => `add column ${name} ${type}`)
        .join(", ")}`
    )
    // One pass: each row that is written takes an entry in every index of the table.
    this.addSql(`update audience.profile_state state set
      days_active = coalesce(d.days, 0), weeks_active = coalesce(d.weeks, 0), items = coalesce(l.items, 0), largest_order = o.largest
      from audience.profile_state s
      left join (
        select profile_id, count(distinct day) as days, count(distinct (day - date '1900-01-01') / 7) as weeks
        from audience.profile_day group by 1
      ) d on d.profile_id = s.profile_id
      left join (
        select profile_id, sum(quantity - returned_quantity) as items from audience.order_line where placed_at is not null group by 1
      ) l on l.profile_id = s.profile_id
      left join (
        select o.profile_id, max(o.total_reporting - coalesce(r.amount, 0)) as largest from audience.order_fact o
        left join (select order_id, sum(amount_reporting) as amount from audience.refund group by 1) r on r.order_id = o.id
        where o.canceled_at is null group by 1
      ) o on o.profile_id = s.profile_id
      where s.profile_id = state.profile_id and (d.days > 0 or l.items > 0 or o.largest is not null)`)
    for (const [name, order] of Object.entries(ORDERS)) this.addSql(`create index profile_state_${name} on audience.profile_state ${order}`)
  }

  override down(): void {
    this.addSql(
      `alter table audience.profile_state ${Object.keys(FIGURES)
        .map((name) => `drop column ${name}`)
        .join(", ")}`
    )
  }
}
