import sql, { type Sql } from "sql-template-tag"
import type { PersonDto } from "../../../contract"
import { invalidData } from "../errors"
import type { Queryable } from "../lib/database"

const DOMAINS = "internal_email_domains"
const MOST_DOMAINS = 100
const DOMAIN = /^(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u

/** Domains of e-mail addresses whose people are internal, in lower case. */
export async function internalDomains(db: Queryable): Promise<string[]> {
  const [row] = await db.rows<{ value: string[] }>(sql`select value from audience.setting where key = ${DOMAINS}`)
  return row?.value ?? []
}

/** Stores the domains in their normal form: lower case, each once, without an @. @throws invalid_data with the place of the first that is none */
export async function saveInternalDomains(db: Queryable, domains: readonly string[], now: Date): Promise<void> {
  if (domains.length > MOST_DOMAINS) throw invalidData(`${DOMAINS}: must hold at most ${MOST_DOMAINS} domains`)
  const normal = domains.map((given, index) => {
    const domain = given.trim().toLowerCase().replace(/^@/, "")
    if (!DOMAIN.test(domain)) throw invalidData(`${DOMAINS}[${index}]: must be a domain such as example.com`)
    return domain
  })
  await db.execute(sql`
    insert into audience.setting (key, value, updated_at) values (${DOMAINS}, ${JSON.stringify([...new Set(normal)])}::jsonb, ${now})
    on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
}

const isByDomain = sql`exists (
  select from audience.customer c join audience.setting s on s.key = ${DOMAINS}
  where c.profile_id = p.id and c.deleted_at is null and s.value ? lower(split_part(c.email, '@', 2)))`

/**
 * Brings `internal` of these profiles, or of all, up to date with what was decided and with the domains of
 * their e-mail addresses; answers the profiles for which it changed.
 */
export async function refreshInternal(db: Queryable, profileIds: readonly number[] | "all"): Promise<number[]> {
  const wanted: Sql = sql`coalesce(p.internal_set, ${isByDomain})`
  const scope = profileIds === "all" ? sql`true` : sql`p.id = any(${profileIds}::int[])`
  const rows = await db.rows<{ id: number }>(sql`
    update audience.profile p set internal = ${wanted}
    where ${scope} and p.merged_into is null and p.erased_at is null and p.internal <> ${wanted} returning p.id`)
  return rows.map(({ id }) => id)
}

/** See {@link Identity.internalOf}. */
export async function internalOf(db: Queryable, profileId: number): Promise<Pick<PersonDto, "internal" | "internal_by">> {
  const [profile] = await db.rows<{ internal: boolean; decided: boolean }>(
    sql`select internal, internal_set is not null as decided from audience.profile where id = ${profileId}`
  )
  const internal = profile?.internal ?? false
  return { internal, internal_by: profile?.decided ? "admin" : internal ? "domain" : null }
}

/** What an admin decided about one profile: it stands before the domains. Null = nothing. */
export async function setInternal(db: Queryable, profileId: number, internal: boolean | null): Promise<void> {
  await db.execute(sql`update audience.profile set internal_set = ${internal} where id = ${profileId}`)
}
