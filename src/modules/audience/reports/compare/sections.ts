import sql, { join, raw, type Sql } from "sql-template-tag"
import type { ComparedRow, ComparedSection } from "../../../../contract"
import type { Queryable } from "../../lib/database"
import { placeName } from "../report/names"
import type { CompareScope } from "./scope"

const ROWS = 6

/** What a section counts people by. */
interface Section {
  id: string
  title: string
  /** One row for each profile and value: `profile_id`, `id`. Repeats of a pair must be gone. */
  pairs(scope: CompareScope): Sql
  /** Key and label of the counted id `k.id`, over `names`. */
  key: Sql
  label: Sql
  names?: Sql
  name?(key: string): string
}

/** People by a part of where their sessions of these days came from. */
const bySource = (id: string, title: string, column: "source" | "channel"): Section => ({
  id,
  title,
  pairs: ({ isProfile, inRange }) => sql`select distinct s.profile_id, m.value_id as id from audience.session s
    join (select o.id, min(o.id) over (partition by o.${raw(column)}) as value_id from audience.source o) m on m.id = s.source_id
    where ${inRange(sql`s.started_at`)} and ${isProfile(sql`s.profile_id`)}`,
  key: sql`o.${raw(column)}`,
  label: sql`o.${raw(column)}`,
  names: sql`join audience.source o on o.id = k.id`,
})

/** People by a part of their latest session's context, whenever that was. */
const byContext = (column: "device_type" | "country", title: string, name?: Section["name"]): Section => ({
  id: `visit.${column}`,
  title,
  pairs: ({ isProfile }) => sql`select s.profile_id, m.value_id as id from audience.profile_state s
    join (select x.id, min(x.id) over (partition by x.${raw(column)}) as value_id from audience.context x where x.${raw(column)} is not null) m
      on m.id = s.context_id where ${isProfile(sql`s.profile_id`)}`,
  key: sql`x.${raw(column)}`,
  label: sql`x.${raw(column)}`,
  names: sql`join audience.context x on x.id = k.id`,
  ...(name ? { name } : {}),
})

const ordersOf = ({ isProfile, inRange }: CompareScope): Sql =>
  sql`${inRange(sql`o.placed_at`)} and o.canceled_at is null and ${isProfile(sql`o.profile_id`)}`

const SECTIONS: Section[] = [
  bySource("channels", "Channels", "channel"),
  bySource("sources", "Sources", "source"),
  byContext("device_type", "Devices"),
  byContext("country", "Countries", placeName),
  {
    id: "landing_pages",
    title: "Landing pages",
    pairs: ({ isProfile, inRange }) => sql`select distinct s.profile_id, m.path_id as id from audience.session s
      join (select g.id, min(g.id) over (partition by lower(g.path)) as path_id from audience.page g) m on m.id = s.landing_page_id
      where ${inRange(sql`s.started_at`)} and ${isProfile(sql`s.profile_id`)}`,
    key: sql`lower(g.path)`,
    label: sql`g.path`,
    names: sql`join audience.page g on g.id = k.id`,
  },
  {
    id: "products",
    title: "Products bought",
    pairs: (scope) => sql`select distinct o.profile_id, l.product_id as id from audience.order_fact o
      join audience.order_line l on l.order_id = o.id where ${ordersOf(scope)} and l.product_id is not null`,
    key: sql`k.id`,
    label: sql`coalesce(d.title, (select l.title from audience.order_line l where l.product_id = k.id and l.title is not null limit 1), k.id)`,
    names: sql`left join audience.product d on d.id = k.id`,
  },
  {
    id: "categories",
    title: "Categories bought",
    pairs: (scope) => sql`select distinct o.profile_id, g.id from audience.order_fact o
      join audience.order_line l on l.order_id = o.id join audience.product d on d.id = l.product_id
      cross join lateral unnest(d.category_ids) g (id) where ${ordersOf(scope)}`,
    key: sql`k.id`,
    label: sql`coalesce(c.label, k.id)`,
    names: sql`left join audience.label c on c.kind = 'category' and c.id = k.id`,
  },
]

/** What people of the segments are and do most, each against the other segments and everybody: what reads each section, in their order. */
export function comparedSections(scope: CompareScope): Record<string, (db: Queryable) => Promise<ComparedSection>> {
  const reading = (section: Section) => async (db: Queryable) => ({
    id: section.id,
    title: section.title,
    rows: await rowsOf({ ...scope, db }, section),
  })
  return Object.fromEntries(SECTIONS.map((section) => [section.id, reading(section)]))
}

type CountedRow = { key: string; label: string; profiles: number; people: number[] } & Record<string, unknown>

/**
 * The values that are most frequent in any of the segments, by their largest share.
 *
 * The fence (`offset 0`) keeps PostgreSQL from computing the mask again in every count.
 */
async function rowsOf(scope: CompareScope, section: Section): Promise<ComparedRow[]> {
  const counts = scope.sizes.map((_, bit) => sql`count(*) filter (where u.mask & ${1 << bit}::int <> 0)`)
  const shares = scope.sizes.map((size, bit) => sql`k.people[${bit + 1}::int]::float8 / ${Math.max(size, 1)}::float8`)
  const rows = await scope.db.rows<CountedRow>(sql`
    select ${section.key} as key, ${section.label} as label, k.profiles, k.people::int[] as people from (
      select u.id, count(*) as profiles, array[${join(counts)}] as people
      from (select t.*, ${scope.mask(sql`t.profile_id`)} as mask from (${section.pairs(scope)}) t offset 0) u group by u.id) k
    ${section.names ?? sql``} order by greatest(${join(shares)}) desc, k.profiles desc, 1 limit ${ROWS}`)
  return rows.map(({ key, label, profiles, people }) => rowOf(scope, { key, label: section.name?.(key) ?? label, profiles, people }))
}

function rowOf({ sizes, total }: CompareScope, { key, label, profiles, people }: CountedRow): ComparedRow {
  const shares = people.map((count, bit) => (sizes[bit] ? count / sizes[bit] : 0))
  const shareAll = total > 0 ? profiles / total : 0
  return { key, label, people, shares, share_all: shareAll, index: shares.map((share) => (shareAll > 0 ? (share / shareAll) * 100 : null)) }
}
