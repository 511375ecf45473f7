import { MedusaError } from "@medusajs/framework/utils"
import type { z } from "@medusajs/framework/zod"

/**
 * A request's query or body in the form that `schema` asks for.
 *
 * @throws MedusaError `invalid_data` whose message starts with the path of the first fault, such as `profiles[3].id: …`
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  if (!issue) throw new MedusaError(MedusaError.Types.INVALID_DATA, "The request is not of the expected form")
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined
  const place = pathOf(unknown === undefined ? issue.path : [...issue.path, unknown])
  const reason = unknown === undefined ? issue.message : "is not known here"
  throw new MedusaError(MedusaError.Types.INVALID_DATA, place ? `${place}: ${reason}` : reason)
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`
    return text ? `${text}.${String(part)}` : String(part)
  }, "")
}
