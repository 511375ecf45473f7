import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { ageOf, type AttributeRow } from "../columns"
import type { Counted } from "../report-row"
import { distribution } from "./distribution"
import type { ReportScope } from "./scope"

/** First age of each band; the last band is open. */
const BANDS = [0, 18, 25, 35, 45, 55, 65] as const

function bandLabel(index: number): string {
  const from = BANDS[index] ?? 0
  const next = BANDS[index + 1]
  if (next === undefined) return `${from} and older`
  return index === 0 ? `Under ${next}` : `${from}–${next - 1}`
}

/** Members by age; a birthday outranks a stored age. Keys are `0-17`, `18-24`, …, `65-`. */
export async function ageBands({ db, population, sizes, today }: ReportScope, attributes: AttributeRow[]): Promise<ReportSection> {
  const id = (key: string): number => attributes.find((attribute) => attribute.predefined && attribute.key === key)?.id ?? 0
  const age = ageOf(sql`max(v.date_value)`, sql`max(v.number_value)`, today)
  const rows = await db.rows<{ band: number; members: number; profiles: number }>(sql`
    select width_bucket(a.age, ${BANDS}::float8[]) as band, count(*) filter (where ${population.isMember(sql`a.profile_id`)}) as members, count(*) as profiles
    from (select v.profile_id, ${age} as age from audience.attribute_value v
      where v.attribute_id in (${id("age")}::smallint, ${id("birthday")}::smallint) and ${population.isProfile(sql`v.profile_id`)} group by 1) a
    where a.age >= 0 group by 1 order by 1`)
  const bands: Counted[] = rows.map(({ band, members, profiles }) => ({
    key: `${BANDS[band - 1] ?? 0}-${BANDS[band] === undefined ? "" : BANDS[band] - 1}`,
    label: bandLabel(band - 1),
    members,
    profiles,
  }))
  return distribution("attribute.age", "Age", bands, sizes, { keepOrder: true })
}
