import sql from "sql-template-tag"
import type { Identity } from "../identity"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import type { ImportPorts, ImportRow } from "./types"

const PLACES_A_STEP = 1000

interface Place extends Record<string, unknown> {
  profileId: number
  attributeId: number
  writtenAt: Date
  row: Record<string, unknown> | null
}

/** Puts back the next values of an import that is being undone; each place is taken off the list with it. */
export async function takeBack(
  { clock }: StageContext,
  identity: Identity,
  ports: ImportPorts,
  tx: Transaction,
  one: ImportRow
): Promise<void> {
  const places = await tx.rows<Place>(sql`
    delete from audience.import_before where ctid = any(array(
      select ctid from audience.import_before where import_id = ${one.id} limit ${PLACES_A_STEP}))
    returning profile_id as "profileId", attribute_id as "attributeId", written_at as "writtenAt", before as row`)
  if (places.length > 0) {
    await identity.restoreValues(tx, places, "import")
    return
  }
  const members = await tx.rows<{ profile_id: number }>(
    sql`delete from audience.import_member where import_id = ${one.id} returning profile_id`
  )
  if (one.mapping?.segment_id !== undefined && members.length > 0) {
    await ports.removeMembers(
      tx,
      one.mapping.segment_id,
      members.map(({ profile_id }) => profile_id)
    )
  }
  await tx.execute(sql`update audience.import set status = 'undone', undone_at = ${clock.now()} where id = ${one.id}`)
}
