import sql from "sql-template-tag"
import type { RuleGroup } from "../../../src/contract"
import type { TestAudience } from "../audience"
import { oracle } from "../oracle"
import { readDecisions } from "./read-decisions"
import { readWorld } from "./read-world"

/** A segment as a test knows it; one without a rule consists of whom it was decided for. */
export interface KnownSegment {
  id: string
  name: string
  rule: RuleGroup | null
}

/**
 * Each segment whose stored members are not those of an evaluation without any memory, or not those of the oracle, or
 * not what its changes add up to. A segment must stand behind those that its rule refers to.
 */
export async function wrongMembers(audience: TestAudience, segments: readonly KnownSegment[]): Promise<string[]> {
  const world = await readWorld(audience)
  const decided = await readDecisions(audience)
  const everybody = new Set(world.profiles.filter(({ left }) => !left).map(({ id }) => id))
  const expected = new Map<string, Set<number>>()
  const wrong: string[] = []
  for (const { id, name, rule } of segments) {
    const naive = rule
      ? oracle(world, rule, world.now, (segment, profile) => expected.get(segment)?.has(profile) ?? false)
      : new Set<number>()
    for (const profile of decided(id, "added")) if (everybody.has(profile)) naive.add(profile)
    for (const profile of decided(id, "excluded")) naive.delete(profile)
    expected.set(id, naive)
    const stored = await audience.membership.members(id)
    const { members: full } = await audience.segments.evaluate(await audience.segments.get(id))
    const { entered, left } = await audience.membership.changes(id, new Date(0), new Date("9999-01-01"))
    const figures = { stored: told(stored), full: told(full), oracle: told(naive), changes: told(entered) }
    if (new Set(Object.values(figures)).size > 1 || !left.isEmpty) {
      const [row] = await audience.database.rows(sql`select error, evaluated_at, members_count from audience.segment where id = ${id}`)
      wrong.push(`${name}: ${JSON.stringify({ ...figures, ...row })}`)
    }
    for (const set of [stored, full, entered, left]) set.dispose()
  }
  return wrong
}

const told = (ids: Iterable<number>): string => [...ids].sort((a, b) => a - b).join(" ")
