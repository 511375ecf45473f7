import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"
import { setAttributes } from "./attributes"
import { parseAttributeValue, type AttributeType } from "./attributes/parse-value"

interface Mapped extends Record<string, unknown> {
  profile_id: number
  metadata: Record<string, unknown> | null
}

interface Standing extends Record<string, unknown> {
  profile_id: number
  key: string
  type: AttributeType
  choices: string[]
  source: string | null
  value: unknown
}

const SETTING = "identity.customer_attributes"
const PROFILES_AT_ONCE = 500

/** Keeps the attributes that the option `customerAttributes` maps equal to the metadata of each profile's customer. */
export interface CustomerAttributes {
  /** Brings these profiles' attributes in line, in the caller's transaction. Costs nothing without the option. */
  follow(db: Queryable, profileIds: readonly number[]): Promise<void>
  /** Brings everybody in line where the option is another than the last time, a page at a time; answers whom it changed. */
  followOption(report: (db: Queryable, profileIds: number[]) => Promise<void>): Promise<void>
}

/**
 * While a customer's metadata has a value it stands, whoever else sets the attribute; when it is gone
 * from there the attribute goes too. A value of the wrong type is left out and logged once.
 */
export function createCustomerAttributes({ database, options, clock, log }: StageContext): CustomerAttributes {
  const mapping = Object.entries(options.customerAttributes)
  const keys = mapping.map(([key]) => key)
  const logged = new Set<string>()
  let isFollowed = false

  async function follow(db: Queryable, profileIds: readonly number[]): Promise<number[]> {
    if (mapping.length === 0 || profileIds.length === 0) return []
    const people = await db.rows<Mapped>(sql`
      select p.id as profile_id, c.metadata from audience.profile p
      left join audience.customer c on c.id = p.customer_id and c.deleted_at is null
      where p.id = any(${profileIds}::int[]) and p.merged_into is null and p.erased_at is null`)
    const standing = await db.rows<Standing>(sql`
      select p.id as profile_id, a.key, a.type, a.choices, v.source,
        coalesce(to_jsonb(v.text_value), to_jsonb(v.number_value), to_jsonb(v.boolean_value), to_jsonb(v.date_value), to_jsonb(v.list_value)) as value
      from unnest(${profileIds}::int[]) as p (id) cross join audience.attribute a
      left join audience.attribute_value v on v.profile_id = p.id and v.attribute_id = a.id
      where a.key = any(${keys}::text[])`)
    const known = new Map(standing.map((row) => [`${row.profile_id} ${row.key}`, row]))
    const changed: number[] = []
    for (const { profile_id: profileId, metadata } of people) {
      const values: Record<string, unknown> = {}
      for (const [key, path] of mapping) {
        const row = known.get(`${profileId} ${key}`)
        if (!row) warn(key, `there is no attribute "${key}"`)
        else if (differs(row, valueAt(metadata, path))) values[key] = valueAt(metadata, path) ?? null
      }
      const results = await setAttributes(db, { profileId, values, source: "customer", now: clock.now(), zone: options.timeZone })
      for (const { key, reason } of results) if (reason !== undefined) warn(key, reason)
      if (results.some(({ stored }) => stored)) changed.push(profileId)
    }
    return changed
  }

  function warn(key: string, reason: string): void {
    if (logged.has(key)) return
    logged.add(key)
    log.warn(`audience: option "customerAttributes.${key}": a customer's value was not taken: ${reason}`)
  }

  return {
    async follow(db, profileIds) {
      await follow(db, profileIds)
    },
    async followOption(report) {
      if (isFollowed) return
      const wanted = JSON.stringify([...mapping].sort())
      const [kept] = await database.rows<{ value: string }>(sql`select value from audience.setting where key = ${SETTING}`)
      if ((kept?.value ?? "[]") !== wanted) {
        for (let after = 0; ;) {
          const page = await database.rows<{ id: number }>(sql`
            select id from audience.profile where customer_id is not null and id > ${after} order by id limit ${PROFILES_AT_ONCE}`)
          const ids = page.map(({ id }) => id)
          await database.transaction(async (tx) => {
            const changed = await follow(tx, ids)
            if (changed.length > 0) await report(tx, changed)
          })
          const last = ids.at(-1)
          if (last === undefined || ids.length < PROFILES_AT_ONCE) break
          after = last
        }
        await database.execute(sql`
          insert into audience.setting (key, value, updated_at) values (${SETTING}, ${JSON.stringify(wanted)}::jsonb, ${clock.now()})
          on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
      }
      isFollowed = true
    },
  }
}

/** `metadata.loyalty.tier` → the value there. */
function valueAt(metadata: Record<string, unknown> | null, path: string): unknown {
  let value: unknown = metadata
  for (const name of path.split(".").slice(1)) {
    const inside = typeof value === "object" && value !== null && Object.hasOwn(value, name)
    value = inside ? (value as Record<string, unknown>)[name] : undefined
  }
  return value === "" ? undefined : value
}

function differs(row: Standing, wanted: unknown): boolean {
  if (wanted === undefined || wanted === null) return row.source === "customer"
  const parsed = parseAttributeValue(row, wanted)
  return "reason" in parsed || row.source !== "customer" || JSON.stringify(parsed.value) !== JSON.stringify(row.value)
}
