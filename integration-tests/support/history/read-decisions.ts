import sql from "sql-template-tag"
import type { TestAudience } from "../audience"

interface Decision extends Record<string, unknown> {
  segment_id: string
  given_profile_id: number
  kind: "added" | "excluded"
}

/** Who was added to a segment, or excluded from it, by hand: each decision handed on from profile to profile as they were merged. */
export async function readDecisions({ database: db }: TestAudience): Promise<(segment: string, kind: Decision["kind"]) => number[]> {
  const decisions = await db.rows<Decision>(sql`select segment_id, given_profile_id, kind from audience.segment_manual`)
  const merged = new Map<number, number>()
  for (const { id, into } of await db.rows<{ id: number; into: number }>(
    sql`select id, merged_into as into from audience.profile where merged_into is not null`
  ))
    merged.set(id, into)
  const now = (id: number): number => {
    const into = merged.get(id)
    return into === undefined ? id : now(into)
  }
  return (segment, kind) =>
    decisions.filter((one) => one.segment_id === segment && one.kind === kind).map(({ given_profile_id: id }) => now(id))
}
