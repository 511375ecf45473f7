import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { dayOf, dayStart } from "../../lib/clock"
import type { Transaction } from "../../lib/database"
import { readColumns } from "../../lib/read-columns"
import { readOccurrences } from "../../lib/read-occurrences"
import { reportSection, type Counted } from "../report-row"
import { distribution } from "./distribution"
import type { ReportScope } from "./scope"
import { addUp } from "./top-rows"

const CONSENTS = ["analytics", "personalization", "marketing"] as const

const yesOrNo = (value: boolean): string => (value ? "Yes" : "No")

/** A person's answers as digits of one number: identified 1 or 2, then each consent 0 (not asked), 1 (no) or 2 (yes). */
const ANSWERS = sql`(case when p.customer_id is null then 1 else 2 end)
  + 3 * (case p.consent_analytics when false then 1 when true then 2 else 0 end)
  + 9 * (case p.consent_personalization when false then 1 when true then 2 else 0 end)
  + 27 * (case p.consent_marketing when false then 1 when true then 2 else 0 end)`

/** Who is a customer and what people agreed to. */
export async function customerSections(scope: ReportScope): Promise<ReportSection[]> {
  const { db, people, sizes } = scope
  const answers = people.tallyOnce(
    await readColumns(db, sql`select p.id, ${ANSWERS} from audience.profile p`, { profiles: "int4", keys: "int4" })
  )
  const answered = (id: string, title: string, digit: number): ReportSection => {
    const counts = addUp(answers, (number) => ["", "false", "true"][Math.floor(number / 3 ** digit) % 3] || null)
    const rows = [...counts].map(([key, { members, profiles }]) => ({ key, label: yesOrNo(key === "true"), members, profiles }))
    return distribution(id, title, rows, sizes)
  }
  return [
    answered("attribute.identified", "Identified", 0),
    ...(await customerFacts(scope)),
    ...CONSENTS.map((purpose, index) => answered(`attribute.consent_${purpose}`, `Consent: ${purpose}`, index + 1)),
    await customerGroups(scope),
  ]
}

async function customerFacts({ db, people, sizes, zone }: ReportScope): Promise<ReportSection[]> {
  const years = await yearsOf(db, zone)
  const { profiles, keys, what } = await readOccurrences(
    db,
    sql`select p.id as profile_id, c.has_account::int as accounts, width_bucket(c.created_at, ${years.map(({ start }) => start)}::timestamptz[]) as years,
        lower(split_part(c.email, '@', 2)) as domains
      from audience.customer c join audience.profile p on p.customer_id = c.id`,
    { accounts: "int4", years: "int4", domains: "text" }
  )
  const tallies = people.tallyOnce({ profiles, keys })
  const by = (textOf: (place: number) => string): Counted[] =>
    [...addUp(tallies, (key) => textOf(key - 1) || null)].map(([key, counts]) => ({ ...counts, value: null, key, label: key }))
  const account = by((place) => (what.accounts[place] ? "true" : ""))[0] ?? { members: 0, profiles: 0 }
  const hasAccount = [
    { key: "true", label: "Yes", members: account.members, profiles: account.profiles },
    { key: "false", label: "No", members: sizes.members - account.members, profiles: sizes.total - account.profiles },
  ].filter((row) => row.profiles > 0)
  const byYear = by((place) => years[what.years[place]! - 1]?.year ?? "").sort((a, b) => Number(a.key) - Number(b.key))
  const byDomain = by((place) => what.domains[place]!)
  return [
    distribution("attribute.has_account", "Has an account", hasAccount, sizes),
    distribution("attribute.customer_since", "Customer since", byYear, sizes, { keepOrder: true }),
    distribution("attribute.email_domain", "E-mail domain", byDomain, sizes),
  ]
}

/** The calendar years in which customers came, each with its first instant in the shop's zone. */
async function yearsOf(db: Transaction, zone: string): Promise<{ year: string; start: Date }[]> {
  const [came] = await db.rows<{ first: Date | null; last: Date | null }>(
    sql`select min(created_at) as first, max(created_at) as last from audience.customer`
  )
  if (!came?.first || !came.last) return []
  const [first, last] = [came.first, came.last].map((at) => parseInt(dayOf(at, zone), 10)) as [number, number]
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const year = String(first + place)
    return { year, start: dayStart(`${year.padStart(4, "0")}-01-01`, zone) }
  })
}

async function customerGroups({ db, people, sizes }: ReportScope): Promise<ReportSection> {
  const { profiles, keys, what } = await readOccurrences(
    db,
    sql`select p.id as profile_id, g.id as groups from audience.customer c join audience.profile p on p.customer_id = c.id
      cross join lateral unnest(c.group_ids) g (id) where c.group_ids <> '{}'`,
    { groups: "text" }
  )
  const counts = people.tally({ profiles, keys })
  const labels = await db.rows<{ id: string; label: string }>(sql`select id, label from audience.label where kind = 'customer_group'`)
  const labelOf = new Map(labels.map(({ id, label }) => [id, label]))
  const rows = counts.keys().map((number) => {
    const key = what.groups[number - 1]!
    return { ...counts.of(number), value: null, key, label: labelOf.get(key) ?? key }
  })
  return reportSection({ id: "attribute.customer_groups", title: "Customer groups", rows, sizes })
}
