/** A text that is the same for equal rules, and parts of rules, whatever order their keys stand in: jsonb gives keys back in its own. */
export function ruleKey(part: unknown): string {
  return JSON.stringify(ordered(part))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, ordered(one)])
  )
}
