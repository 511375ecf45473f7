import sql from "sql-template-tag"
import type { Rights } from "../../../contract"
import { notAllowed } from "../errors"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"

/** Which of Medusa's admin users may see personal data, export and edit. */
export interface Access {
  /** The rights of an admin user: all of them, unless some were taken away. */
  rightsOf(userId: string): Promise<Rights>
  /** Gives and takes rights. @throws not_allowed when none of the shop's `users` could edit any more: nobody could ever change that. */
  change(changes: ({ id: string } & Rights)[], users: string[]): Promise<void>
}

/** Rights of those who lack some, by user; whoever is not in it has all. */
type Restricted = Record<string, Rights>

const KEY = "access"
const ALL: Rights = { personal: true, export: true, edit: true }
const hasAll = (rights: Rights): boolean => rights.personal && rights.export && rights.edit

async function restricted(db: Queryable): Promise<Restricted> {
  const [row] = await db.rows<{ value: { users: Restricted } }>(sql`select value from audience.setting where key = ${KEY}`)
  return row?.value.users ?? {}
}

/**
 * Keeps the rights in one row of `setting`. It is read at every request: the answer must not
 * depend on which of several Medusa processes heard of a change.
 */
export function createAccess({ database, clock }: StageContext): Access {
  return {
    rightsOf: async (userId) => (await restricted(database))[userId] ?? ALL,
    change: (changes, users) =>
      database.transaction(async (tx) => {
        // Two admins who take each other's rights at once must not both succeed.
        await tx.execute(sql`lock table audience.setting in share row exclusive mode`)
        const next = new Map(Object.entries(await restricted(tx)))
        for (const { id, personal, export: exporting, edit } of changes) next.set(id, { personal, export: exporting, edit })
        if (!users.some((id) => (next.get(id) ?? ALL).edit))
          throw notAllowed("users: nobody could change these settings any more; leave at least one admin the right to edit")
        // Users that Medusa has deleted are forgotten here too.
        const kept = Object.fromEntries([...next].filter(([id, rights]) => users.includes(id) && !hasAll(rights)))
        await tx.execute(sql`
          insert into audience.setting (key, value, updated_at) values (${KEY}, ${JSON.stringify({ users: kept })}::jsonb, ${clock.now()})
          on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`)
      }),
  }
}
