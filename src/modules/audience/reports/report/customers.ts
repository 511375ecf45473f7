import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { readColumns } from "../../lib/read-columns"
import { readOccurrences } from "../../lib/read-ids"
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
  // A domain has no blanks. One pass for all three: there are few different answers.
  const { profiles, keys, texts } = await readOccurrences(
    db,
    sql`select p.id as profile_id, concat(c.has_account, ' ', extract(year from c.created_at at time zone ${zone}), ' ', lower(split_part(c.email, '@', 2))) as key
      from audience.customer c join audience.profile p on p.customer_id = c.id`
  )
  const tallies = people.tallyOnce({ profiles, keys })
  const facts = texts.map((text) => text.split(" "))
  const by = (place: number): Counted[] =>
    [...addUp(tallies, (key) => facts[key - 1]?.[place] || null)].map(([key, counts]) => ({ ...counts, value: null, key, label: key }))
  const account = by(0).find(({ key }) => key === "t") ?? { members: 0, profiles: 0 }
  const hasAccount = [
    { key: "true", label: "Yes", members: account.members, profiles: account.profiles },
    { key: "false", label: "No", members: sizes.members - account.members, profiles: sizes.total - account.profiles },
  ].filter((row) => row.profiles > 0)
  const byYear = by(1).sort((a, b) => Number(a.key) - Number(b.key))
  return [
    distribution("attribute.has_account", "Has an account", hasAccount, sizes),
    distribution("attribute.customer_since", "Customer since", byYear, sizes, { keepOrder: true }),
    distribution("attribute.email_domain", "E-mail domain", by(2), sizes),
  ]
}

async function customerGroups({ db, people, sizes }: ReportScope): Promise<ReportSection> {
  const { profiles, keys, texts } = await readOccurrences(
    db,
    sql`select p.id as profile_id, g.id as key from audience.customer c join audience.profile p on p.customer_id = c.id cross join lateral unnest(c.group_ids) g (id)
      where c.group_ids <> '{}'`
  )
  const counts = people.tally({ profiles, keys })
  const labels = await db.rows<{ id: string; label: string }>(sql`select id, label from audience.label where kind = 'customer_group'`)
  const labelOf = new Map(labels.map(({ id, label }) => [id, label]))
  const rows = counts.keys().map((number) => {
    const key = texts[number - 1] ?? ""
    return { ...counts.of(number), value: null, key, label: labelOf.get(key) ?? key }
  })
  return reportSection({ id: "attribute.customer_groups", title: "Customer groups", rows, sizes })
}
