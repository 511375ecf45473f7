import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { setAttributes } from "./attributes"
import { storeCustomer } from "./customers"
import { publicProfileId, requireVisitorUuid } from "./ids"
import { holdMerges, lockMerges } from "./merge-lock"
import { findVisitors } from "./find-visitors"
import { findOrCreateVisitors } from "./resolve-visitors"
import { carryOutTie, judgeTie } from "./tie"
import type { CustomerRecord, IdentityPorts } from "./types"

interface Input {
  visitor: string
  customer: CustomerRecord
  traits?: Record<string, unknown>
}

/** See {@link Identity.identifyCustomer}. */
export async function identifyCustomer(
  { database, clock, options }: StageContext,
  ports: IdentityPorts,
  input: Input
): Promise<{ profileId: number; publicId: string }> {
  const uuid = requireVisitorUuid(input.visitor)
  const now = clock.now()
  const finish = async (tx: Transaction, profileId: number, changed: number[]): Promise<{ profileId: number; publicId: string }> => {
    const traits = input.traits
      ? await setAttributes(tx, { profileId, values: input.traits, source: "declared", now, zone: options.timeZone })
      : []
    if (traits.some(({ stored }) => stored)) changed.push(profileId)
    if (changed.length > 0) await ports.profilesChanged(tx, [...new Set(changed)])
    return { profileId, publicId: await publicIdOf(tx, profileId) }
  }

  // A shop calls this on every page of a signed-in customer: when all is tied already, nobody must wait for it.
  const known = await database.transaction(async (tx) => {
    await holdMerges(tx)
    const visitor = (await findVisitors(tx, [{ uuid, firstAt: now }])).get(uuid)
    if (!visitor || (await judgeTie(tx, visitor, input.customer)).kind !== "same") return null
    const changed = await storeCustomer(tx, input.customer, visitor.profileId)
    return finish(tx, visitor.profileId, changed ? [visitor.profileId] : [])
  })
  if (known) return known

  return database.transaction(async (tx) => {
    await lockMerges(tx)
    const visitor = (await findOrCreateVisitors(tx, [{ uuid, firstAt: now }])).get(uuid)
    if (!visitor) throw new Error("creating a visitor returned no row")
    const verdict = await judgeTie(tx, visitor, input.customer)
    const { profileId, changed } = await carryOutTie(tx, verdict, visitor, input.customer, "signed in", now)
    if (verdict.kind === "apart") await startVisitorAnew(tx, uuid, visitor, profileId, now)
    return finish(tx, profileId, [...changed, profileId])
  })
}

/** Ends a browser's visitor and begins one of another profile: its events from now on are somebody else's. */
async function startVisitorAnew(db: Queryable, uuid: string, visitor: ResolvedVisitor, profileId: number, now: Date): Promise<void> {
  await db.execute(sql`update audience.visitor set ended_at = ${now} where id = ${visitor.visitorId} and ended_at is null`)
  await db.execute(sql`insert into audience.visitor (uuid, profile_id, created_at) values (${uuid}, ${profileId}, ${now})`)
}

async function publicIdOf(db: Queryable, profileId: number): Promise<string> {
  const [row] = await db.rows<{ public_id: string }>(sql`select public_id from audience.profile where id = ${profileId}`)
  if (!row) throw new Error(`profile ${profileId} has no row`)
  return publicProfileId(row.public_id)
}
