import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { readColumns } from "../../lib/read-columns"
import { reportSection, type Counted } from "../report-row"
import { distribution } from "./distribution"
import { Numbering } from "./numbering"
import type { Counts } from "./people"
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
  const { profiles, accounts, years, domains } = await readColumns(
    db,
    sql`select p.id, case when c.has_account then 1 end, extract(year from c.created_at at time zone ${zone})::int, lower(split_part(c.email, '@', 2))
      from audience.customer c join audience.profile p on p.customer_id = c.id`,
    { profiles: "int4", accounts: "int4", years: "int4", domains: "text" }
  )
  const account = people.tallyOnce({ profiles, keys: accounts }).get(1) ?? { members: 0, profiles: 0 }
  const names = new Numbering<string>()
  const tally = (keys: Int32Array): Map<number, Counts> => people.tallyOnce({ profiles, keys })
  const rows = (counts: Map<number, Counts>, nameOf: (key: number) => string): Counted[] =>
    [...counts].map(([key, { members, profiles: all }]) => ({ key: nameOf(key), label: nameOf(key), members, profiles: all }))
  const hasAccount = [
    { key: "true", label: "Yes", members: account.members, profiles: account.profiles },
    { key: "false", label: "No", members: sizes.members - account.members, profiles: sizes.total - account.profiles },
  ].filter((row) => row.profiles > 0)
  const byYear = rows(tally(years), String).sort((a, b) => Number(a.key) - Number(b.key))
  const byDomain = rows(tally(Int32Array.from(domains, (domain) => names.numberOf(domain || null))), (key) => names.valueOf(key))
  return [
    distribution("attribute.has_account", "Has an account", hasAccount, sizes),
    distribution("attribute.customer_since", "Customer since", byYear, sizes, { keepOrder: true }),
    distribution("attribute.email_domain", "E-mail domain", byDomain, sizes),
  ]
}

async function customerGroups({ db, people, sizes }: ReportScope): Promise<ReportSection> {
  const { profiles, groups } = await readColumns(
    db,
    sql`select p.id, g.id from audience.customer c join audience.profile p on p.customer_id = c.id cross join lateral unnest(c.group_ids) g (id)
      where c.group_ids <> '{}'`,
    { profiles: "int4", groups: "text" }
  )
  const ids = new Numbering<string>()
  const counts = people.tally({ profiles, keys: Int32Array.from(groups, (group) => ids.numberOf(group)) })
  const labels = await db.rows<{ id: string; label: string }>(sql`select id, label from audience.label where kind = 'customer_group'`)
  const labelOf = new Map(labels.map(({ id, label }) => [id, label]))
  const rows = [...counts].map(([number, { members, profiles: all }]) => {
    const key = ids.valueOf(number)
    return { key, label: labelOf.get(key) ?? key, members, profiles: all }
  })
  return reportSection({ id: "attribute.customer_groups", title: "Customer groups", rows, sizes })
}
