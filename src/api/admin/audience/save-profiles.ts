import type { z } from "@medusajs/framework/zod"
import type { BatchResult } from "../../../contract"
import type { Audience, ProfileName } from "../../../modules/audience"
import type { profilesBatch } from "./schemas"

type Row = z.output<typeof profilesBatch>["profiles"][number]

/** Saves the rows one after the other: rows about the same profile apply in their order, and a refused row stops no other. */
export async function saveProfiles(audience: Audience, rows: Row[]): Promise<BatchResult[]> {
  const results: BatchResult[] = []
  for (const [index, row] of rows.entries()) results.push(await saveProfile(audience, index, row))
  return results
}

async function saveProfile({ identity, reports }: Audience, index: number, row: Row): Promise<BatchResult> {
  const name = nameOf(row)
  const profileId = await identity.findProfile(name)
  const [profile] = profileId === null ? [] : await reports.profileDtos([profileId])
  if (profileId === null || !profile) {
    return {
      index,
      id: null,
      stored: [],
      errors: [{ key: null, reason: `there is no profile with ${Object.entries(nameText(name)).flat().join(" ")}` }],
    }
  }
  const results = await identity.setAttributes(profileId, row.attributes, "api")
  return {
    index,
    id: profile.id,
    stored: results.filter(({ stored }) => stored).map(({ key }) => key),
    errors: results.filter(({ stored }) => !stored).map(({ key, reason }) => ({ key, reason: reason ?? "was not stored" })),
  }
}

function nameOf({ id, customer_id, email }: Row): ProfileName {
  if (id !== undefined) return { id }
  return customer_id === undefined ? { email: email ?? "" } : { customerId: customer_id }
}

function nameText(name: ProfileName): Record<string, string> {
  return "customerId" in name ? { customer_id: name.customerId } : name
}
