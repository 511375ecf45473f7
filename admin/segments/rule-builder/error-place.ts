export interface RuleError {
  /** Position in the tree, as react-querybuilder counts: `[1, 0]` is the first rule of the second. */
  path: number[]
  /** What the server said, without the path; a part such as `where[0].value` stays in front. */
  text: string
}

/** Reads `rule.rules[1].rules[0].value: must be a number`; null for a message that is about something else. */
export function ruleErrorOf(message: string): RuleError | null {
  const found = /^rule((?:\.rules\[\d+\])*)(?:\.([\w.[\]]+))?: ([\s\S]+)$/.exec(message)
  if (!found) return null
  const [, places = "", part, text = ""] = found
  const path = [...places.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index))
  return { path, text: part && part.includes("[") ? `${part}: ${text}` : text }
}

export const samePath = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((part, i) => part === b[i])
