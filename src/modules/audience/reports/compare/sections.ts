import sql, { type Sql } from "sql-template-tag"
import type { ComparedRow, ComparedSection } from "../../../../contract"
import type { Transaction } from "../../lib/database"
import { readColumns } from "../../lib/read-columns"
import { placeName } from "../report/names"
import { Numbering } from "../report/numbering"
import { pathNames, readPaths, type Named } from "../report/paths"
import type { CompareScope } from "./scope"
import { tallyMasks, type MaskCounts } from "./tally-masks"

const ROWS = 6

/** The sections in the order in which they are read, with their titles. */
const TITLES = {
  channels: "Channels",
  sources: "Sources",
  "visit.device_type": "Devices",
  "visit.country": "Countries",
  landing_pages: "Landing pages",
  products: "Products bought",
  categories: "Categories bought",
} as const
type SectionId = keyof typeof TITLES

/**
 * What people of the segments are and do most, each against the other segments and everybody: one reading for each table.
 *
 * People are counted here and not by PostgreSQL for the reason that a report has: see ADR 11.
 */
export function comparedSections(
  scope: CompareScope
): Record<"visits" | "states" | "bought", (tx: Transaction) => Promise<ComparedSection[]>> {
  return { visits: (tx) => visits(scope, tx), states: (tx) => states(scope, tx), bought: (tx) => bought(scope, tx) }
}

export function inSectionOrder(sections: readonly ComparedSection[]): ComparedSection[] {
  return Object.keys(TITLES).flatMap((id) => sections.filter((section) => section.id === id))
}

/** Where sessions of these days came from and landed. */
async function visits(scope: CompareScope, tx: Transaction): Promise<ComparedSection[]> {
  const { profiles, sources, landings } = await readColumns(
    tx,
    sql`select s.profile_id, s.source_id, s.landing_page_id from audience.session s
      where ${scope.inRange(sql`s.started_at`)} and ${scope.isProfile(sql`s.profile_id`)}`,
    { profiles: "int4", sources: "int4", landings: "int4" }
  )
  const known = await tx.rows<{ id: number; source: string; channel: string }>(sql`select id, source, channel from audience.source`)
  const by = (id: SectionId, column: "source" | "channel"): Promise<ComparedSection> =>
    byText(scope, id, { profiles, references: sources }, new Map(known.map((row) => [row.id, row[column]])))
  const pathOf = await readPaths(tx)
  const paths = landings.map((page) => pathOf[page] ?? 0)
  return [
    await by("channels", "channel"),
    await by("sources", "source"),
    await section(scope, "landing_pages", tally(scope, profiles, paths), (keys) => pathNames(tx, keys)),
  ]
}

/** What people's latest session was with, whenever that was. */
async function states(scope: CompareScope, tx: Transaction): Promise<ComparedSection[]> {
  const { profiles, contexts } = await readColumns(
    tx,
    sql`select s.profile_id, s.context_id from audience.profile_state s where s.context_id is not null and ${scope.isProfile(sql`s.profile_id`)}`,
    { profiles: "int4", contexts: "int4" }
  )
  const known = await tx.rows<{ id: number; device_type: string | null; country: string | null }>(
    sql`select id, device_type, country from audience.context`
  )
  const by = (id: SectionId, column: "device_type" | "country", nameOf?: (key: string) => string): Promise<ComparedSection> =>
    byText(scope, id, { profiles, references: contexts }, new Map(known.map((row) => [row.id, row[column]])), nameOf)
  return [await by("visit.device_type", "device_type"), await by("visit.country", "country", placeName)]
}

/** What was bought in these days. */
async function bought(scope: CompareScope, tx: Transaction): Promise<ComparedSection[]> {
  const { profiles, products } = await readColumns(
    tx,
    sql`select o.profile_id, l.product_id from audience.order_fact o join audience.order_line l on l.order_id = o.id
      where ${scope.inRange(sql`o.placed_at`)} and o.canceled_at is null and ${scope.isProfile(sql`o.profile_id`)} and l.product_id is not null`,
    { profiles: "int4", products: "text" }
  )
  const ids = new Numbering<string>()
  const keys = Int32Array.from(products, (product) => ids.numberOf(product))
  const categories = new Numbering<string>()
  const known = await tx.rows<{ id: string; category_ids: string[] }>(
    sql`select id, category_ids from audience.product where category_ids <> '{}'`
  )
  const categoriesOf = new Map(known.map(({ id, category_ids }) => [id, category_ids.map((category) => categories.numberOf(category))]))
  const pairs = products.flatMap((product, row) => (categoriesOf.get(product) ?? []).map((category) => [profiles[row]!, category] as const))
  const inCategories = tally(
    scope,
    Int32Array.from(pairs, ([profile]) => profile),
    Int32Array.from(pairs, ([, category]) => category)
  )
  return [
    await section(scope, "products", tally(scope, profiles, keys), (shown) => labelled(tx, shown, ids, PRODUCT_LABELS)),
    await section(scope, "categories", inCategories, (shown) => labelled(tx, shown, categories, CATEGORY_LABELS)),
  ]
}

const PRODUCT_LABELS = (ids: string[]): Sql => sql`
  select i.id, coalesce(d.title, (select l.title from audience.order_line l where l.product_id = i.id and l.title is not null limit 1)) as label
  from unnest(${ids}::text[]) i (id) left join audience.product d on d.id = i.id`
const CATEGORY_LABELS = (ids: string[]): Sql =>
  sql`select id, label from audience.label where kind = 'category' and id = any(${ids}::text[])`

async function labelled(
  tx: Transaction,
  keys: number[],
  ids: Numbering<string>,
  labels: (ids: string[]) => Sql
): Promise<Map<number, Named>> {
  const rows = await tx.rows<{ id: string; label: string | null }>(labels(keys.map((key) => ids.valueOf(key))))
  const labelOf = new Map(rows.map(({ id, label }) => [id, label]))
  return new Map(keys.map((key) => [key, { key: ids.valueOf(key), label: labelOf.get(ids.valueOf(key)) ?? ids.valueOf(key) }]))
}

/** People by a text that rows of a dictionary have; several of its rows may have the same. */
function byText(
  scope: CompareScope,
  id: SectionId,
  { profiles, references }: { profiles: Int32Array; references: Int32Array },
  textOf: ReadonlyMap<number, string | null>,
  nameOf = (key: string): string => key
): Promise<ComparedSection> {
  const texts = new Numbering<string>()
  const numberOf = new Map([...textOf].map(([reference, text]) => [reference, texts.numberOf(text)]))
  const keys = references.map((reference) => numberOf.get(reference) ?? 0)
  const names = (shown: number[]): Map<number, Named> =>
    new Map(shown.map((key) => [key, { key: texts.valueOf(key), label: nameOf(texts.valueOf(key)) }]))
  return section(scope, id, tally(scope, profiles, keys), names)
}

const tally = ({ masks, sets }: CompareScope, profiles: Int32Array, keys: Int32Array): MaskCounts[] =>
  tallyMasks({ profiles, keys }, masks, sets.length)

/** The values that are most frequent in any of the segments, by their largest share; names are asked for what may be shown. */
async function section(
  scope: CompareScope,
  id: SectionId,
  tallies: MaskCounts[],
  namesOf: (keys: number[]) => Promise<Map<number, Named>> | Map<number, Named>
): Promise<ComparedSection> {
  const ranked = tallies.map((tally) => ({ ...tally, most: Math.max(...tally.people.map((count, bit) => count / Math.max(scope.sizes[bit] ?? 0, 1))) })) // prettier-ignore
  const mostFirst = (a: (typeof ranked)[number], b: (typeof ranked)[number]): number => b.most - a.most || b.profiles - a.profiles
  ranked.sort(mostFirst)
  const last = ranked[ROWS - 1]
  const candidates = last ? ranked.filter((tally) => mostFirst(tally, last) <= 0) : ranked
  const names = await namesOf(candidates.map(({ key }) => key))
  const named = candidates.flatMap((counts) => {
    const name = names.get(counts.key)
    return name ? [{ counts, name }] : []
  })
  named.sort((a, b) => mostFirst(a.counts, b.counts) || (a.name.key < b.name.key ? -1 : 1))
  return { id, title: TITLES[id], rows: named.slice(0, ROWS).map(({ name, counts }) => rowOf(scope, name, counts)) }
}

function rowOf({ sizes, total }: CompareScope, { key, label }: Named, { people, profiles }: MaskCounts): ComparedRow {
  const shares = people.map((count, bit) => (sizes[bit] ? count / sizes[bit] : 0))
  const shareAll = total > 0 ? profiles / total : 0
  return { key, label, people, shares, share_all: shareAll, index: shares.map((share) => (shareAll > 0 ? (share / shareAll) * 100 : null)) }
}
