import { HIDDEN, type RuleCondition } from "../../../../contract"
import { withoutValues } from "../../../../modules/audience"

const PERSON_KEYS = new Set(["email", "first_name", "last_name", "phone"])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date)

/**
 * An answer without personal data.
 *
 * Works on every answer by the names of its parts instead of route by route: a route that is
 * added later and answers a profile masks it without knowing of this.
 *
 * @param fields full names of the catalogue's personal fields
 */
export function mask(answer: unknown, fields: ReadonlySet<string>): unknown {
  if (Array.isArray(answer)) return answer.filter((one) => !isOfPersonalField(one, fields)).map((one) => mask(one, fields))
  if (!isObject(answer)) return answer
  if (typeof answer.field === "string" && fields.has(answer.field)) return hideValue(answer)
  return Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]): [string, unknown][] => {
      if (PERSON_KEYS.has(key) && typeof value === "string") return [[key, HIDDEN]]
      // Those of a person by their names, or the part of a report about them.
      if (key === "attributes" && isObject(value))
        return [
          [
            key,
            mask(
              without(value, (name) => isPersonalKey(name, fields)),
              fields
            ),
          ],
        ]
      if (key === "values" && isObject(value)) return [[key, without(value, (name) => fields.has(name))]]
      return [[key, mask(value, fields)]]
    })
  )
}

/** A field of the catalogue, the section of a report about it, or a difference found in that. */
function isOfPersonalField(one: unknown, fields: ReadonlySet<string>): boolean {
  if (!isObject(one)) return false
  if (typeof one.field === "string" && fields.has(one.field)) return "operators" in one
  if (typeof one.section === "string" && fields.has(one.section)) return "row" in one
  return typeof one.id === "string" && fields.has(one.id) && "rows" in one
}

/** A value of one person, or a condition: what it compares with, and the evidence why it holds for somebody. */
function hideValue(answer: Record<string, unknown>): Record<string, unknown> {
  if ("operator" in answer) {
    const condition = withoutValues(answer as unknown as RuleCondition)
    return "evidence" in answer ? { ...condition, evidence: null } : { ...condition }
  }
  if ("source" in answer) return { ...answer, value: null, hidden: answer.value !== null }
  return answer
}

function isPersonalKey(key: string, fields: ReadonlySet<string>): boolean {
  return fields.has(`attribute.${key}`) || fields.has(`attribute.custom.${key}`)
}

function without(values: Record<string, unknown>, hidden: (key: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !hidden(key)))
}
