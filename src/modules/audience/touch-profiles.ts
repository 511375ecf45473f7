import type { Audience } from "./audience"
import { NOBODY } from "./identity"

/** People as a shop's own code names them. */
export interface NamedProfiles {
  customerIds?: string[]
  /** `aprof_…` */
  profileIds?: string[]
}

/**
 * Says that something has changed about these people which the plugin cannot see: the rows that a family of the
 * shop's own reads. Their segments follow within seconds; without it they would at the next full evaluation.
 *
 * Call it after the change is committed. Ids of nobody are left out; answers how many people were found.
 */
export async function touchProfiles(audience: Audience, { customerIds = [], profileIds = [] }: NamedProfiles): Promise<number> {
  const { identity, rollups, database } = audience
  const found = new Set<number>()
  for (const customerId of customerIds) found.add((await identity.findProfile({ customerId })) ?? NOBODY)
  for (const id of profileIds) found.add((await identity.findProfile({ id })) ?? NOBODY)
  found.delete(NOBODY)
  await rollups.touch(database, [...found])
  return found.size
}
