import type { Audience } from "../../src/modules/audience/audience"

/** A segment of two in five people, up to date: those whose browser is Chrome. Answers its id. */
export async function saveCrowd({ segments, membership }: Audience): Promise<string> {
  const { id } = await segments.create({ name: "Crowd", rule: { field: "visit.browser", operator: "eq", value: "Chrome" } })
  await membership.evaluate(id)
  return id
}
