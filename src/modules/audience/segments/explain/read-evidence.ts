import type { AttributeValue, Evidence, EvidenceFact } from "../../../../contract"
import { textIn } from "../../families"
import type { StageContext } from "../../stage"
import { compileQuestion, type Question } from "../question"

type FactRow = Omit<EvidenceFact, "at" | "unit"> & { at: Date | string | null; unit: EvidenceFact["unit"] | null }

/** What decided a condition for one profile; null where the field tells nothing. */
export async function readEvidence(
  question: Question,
  context: StageContext,
  { profileId, now, result, language }: { profileId: number; now: Date; result: boolean; language?: string }
): Promise<Evidence | null> {
  const { field, condition } = question
  const query = compileQuestion(question, context, now, [profileId]).evidence?.()
  if (!query && field.type !== "boolean") return null
  const db = context.database
  const [row] = query?.value ? await db.rows<{ value: unknown }>(query.value) : []
  const facts = query?.facts ? await db.rows<FactRow & Record<string, unknown>>(query.facts) : []
  // A yes or no without a statement of its own: the condition says which of the two it asked for.
  const value = query?.value ? answered(row?.value, field.missing === "zero") : field.type === "boolean" ? result === condition.value : null
  const choice = field.choices?.find((one) => one.value === value)
  return {
    value,
    ...(choice ? { label: textIn(choice.label, language) } : {}),
    facts: facts.map(({ at, id, text, value: added, unit }) => ({ at: timeOf(at), id, text, value: added, ...(unit ? { unit } : {}) })),
  }
}

function answered(value: unknown, isZero: boolean): AttributeValue | null {
  if (value === null || value === undefined || value === "") return isZero ? 0 : null
  return value instanceof Date ? value.toISOString() : (value as AttributeValue)
}

const timeOf = (at: Date | string | null): string | null => (at instanceof Date ? at.toISOString() : at)
