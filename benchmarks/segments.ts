import sql, { raw } from "sql-template-tag"
import type { Audience } from "../src/modules/audience/audience"
import type { RuleNode } from "../src/contract"
import { QUESTIONS } from "./rules"

/** Takes away every segment and what was recorded of it, an earlier run's too. */
export async function clearSegments({ database }: Audience): Promise<void> {
  for (const table of ["segment", "segment_version", "segment_change", "segment_day", "touched"]) {
    await database.execute(sql`delete from audience.${raw(table)}`)
  }
}

/** Saves R1 to R10 as segments; answers their ids by name. */
export async function saveQuestions({ segments }: Audience): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { name, rule } of QUESTIONS) {
    const { id } = await segments.create({ name, rule: rule((other) => ids.get(other) ?? "") })
    ids.set(name, id)
  }
  return ids
}

/** The rules of R1 to R10, of segments that are there. */
export function rulesOf(ids: ReadonlyMap<string, string>): { name: string; rule: RuleNode; sql: string }[] {
  return QUESTIONS.map(({ name, rule, sql }) => ({ name, rule: rule((other) => ids.get(other) ?? ""), sql }))
}
