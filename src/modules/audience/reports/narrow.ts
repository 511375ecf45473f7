import type { ProfileSet } from "../lib/bitmap"
import type { Segments } from "../segments"

/**
 * Runs `use` with the people of `among` for whom a list's own rule is true; `among` itself without a rule.
 *
 * A list's filters are a rule like a segment's: every field can be one, it answers the same
 * people as a segment made of it, and what an earlier page computed a moment ago is kept.
 *
 * @param among the people of the list; null for everybody, and then null without a rule
 * @throws invalid_data whose message starts with the path of the rule's first fault
 */
export async function narrowed<Answer>(
  segments: Segments,
  among: ProfileSet | null,
  rule: unknown,
  use: (people: ProfileSet | null) => Promise<Answer>
): Promise<Answer> {
  if (rule === undefined) return use(among)
  const { members } = await segments.preview(await segments.validate(rule))
  try {
    if (among) members.andInPlace(among)
    return await use(members)
  } finally {
    members.dispose()
  }
}
