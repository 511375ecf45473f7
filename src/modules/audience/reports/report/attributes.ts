import sql from "sql-template-tag"
import type { ReportPart, ReportSection } from "../../../../contract"
import { reportSection, type Counted } from "../report-row"
import { attributeRows } from "../columns"
import { ageBands } from "./ages"
import { customDistributions } from "./custom-attributes"
import { distribution } from "./distribution"
import { placeName, languageName } from "./names"
import type { ReportScope } from "./scope"

/** Who the members are now, against everybody; the report's days do not matter here. */
export async function attributesPart(scope: ReportScope): Promise<ReportPart> {
  const attributes = await attributeRows(scope.db)
  const sections = [
    await visitorTypes(scope),
    ...(await contextSections(scope)),
    ...(await customerSections(scope)),
    await customerGroups(scope),
    await ageBands(scope, attributes),
    ...(await customDistributions(
      scope,
      attributes.filter((attribute) => attribute.key !== "age" || !attribute.predefined)
    )),
  ]
  return { measures: [], sections }
}

async function visitorTypes({ db, population, sizes }: ReportScope): Promise<ReportSection> {
  const rows = await db.rows<Counted & Record<string, unknown>>(sql`
    select case when s.sessions = 1 then 'new' else 'returning' end as key, case when s.sessions = 1 then 'New' else 'Returning' end as label,
      count(*) filter (where ${population.isMember(sql`s.profile_id`)}) as members, count(*) as profiles
    from audience.profile_state s where s.sessions > 0 and ${population.isProfile(sql`s.profile_id`)} group by 1, 2`)
  return distribution("visit.type", "Visitor type", rows, sizes)
}

const CONTEXT_SECTIONS: { dimension: string; title: string; name?: (value: string) => string }[] = [
  { dimension: "device_type", title: "Device type" },
  { dimension: "browser", title: "Browser" },
  { dimension: "os", title: "Operating system" },
  { dimension: "language", title: "Language", name: languageName },
  { dimension: "country", title: "Country", name: placeName },
  { dimension: "region", title: "Region" },
  { dimension: "city", title: "City" },
]

/** Every profile has one latest context, so that counts by context add up to people for each of its parts. */
async function contextSections({ db, population, sizes }: ReportScope): Promise<ReportSection[]> {
  const rows = await db.rows<Counted & { dimension: string } & Record<string, unknown>>(sql`
    select d.dimension, d.value as key, sum(c.members) as members, sum(c.profiles) as profiles
    from (select s.context_id, count(*) filter (where ${population.isMember(sql`s.profile_id`)}) as members, count(*) as profiles
      from audience.profile_state s where s.context_id is not null and ${population.isProfile(sql`s.profile_id`)} group by 1) c
    join audience.context x on x.id = c.context_id
    cross join lateral (values ('device_type', x.device_type), ('browser', x.browser), ('os', x.os), ('language', x.language),
      ('country', x.country), ('region', x.region), ('city', x.city)) d (dimension, value)
    where d.value is not null group by 1, 2`)
  return CONTEXT_SECTIONS.map(({ dimension, title, name }) => {
    const values = rows.filter((row) => row.dimension === dimension).map((row) => ({ ...row, label: name?.(row.key) ?? row.key }))
    return distribution(`visit.${dimension}`, title, values, sizes)
  })
}

const CUSTOMER_SECTIONS = [
  { name: "identified", title: "Identified" },
  { name: "has_account", title: "Has an account" },
  { name: "consent_analytics", title: "Consent: analytics" },
  { name: "consent_personalization", title: "Consent: personalization" },
  { name: "consent_marketing", title: "Consent: marketing" },
] as const

async function customerSections({ db, population, sizes }: ReportScope): Promise<ReportSection[]> {
  const rows = await db.rows<Counted & { name: string } & Record<string, unknown>>(sql`
    select d.name, d.value::text as key, case when d.value then 'Yes' else 'No' end as label, sum(g.members) as members, sum(g.profiles) as profiles
    from (select p.customer_id is not null as identified, coalesce(c.has_account, false) as has_account, p.consent_analytics, p.consent_personalization,
        p.consent_marketing, count(*) filter (where ${population.isMember(sql`p.id`)}) as members, count(*) as profiles
      from audience.profile p left join audience.customer c on c.id = p.customer_id
      where p.merged_into is null and p.erased_at is null and not p.internal group by 1, 2, 3, 4, 5) g
    cross join lateral (values ('identified', g.identified), ('has_account', g.has_account), ('consent_analytics', g.consent_analytics),
      ('consent_personalization', g.consent_personalization), ('consent_marketing', g.consent_marketing)) d (name, value)
    where d.value is not null group by 1, 2, 3`)
  return CUSTOMER_SECTIONS.map(({ name, title }) =>
    distribution(
      `attribute.${name}`,
      title,
      rows.filter((row) => row.name === name),
      sizes
    )
  )
}

async function customerGroups({ db, population, sizes }: ReportScope): Promise<ReportSection> {
  const rows = await db.rows<Counted & Record<string, unknown>>(sql`
    select g.id as key, coalesce(min(n.label), g.id) as label, count(*) filter (where ${population.isMember(sql`p.id`)}) as members, count(*) as profiles
    from audience.profile p
    join audience.customer c on c.id = p.customer_id
    cross join lateral unnest(c.group_ids) g (id)
    left join audience.label n on n.kind = 'customer_group' and n.id = g.id
    where p.merged_into is null and p.erased_at is null and not p.internal group by g.id`)
  return reportSection({ id: "attribute.customer_groups", title: "Customer groups", rows, sizes })
}
