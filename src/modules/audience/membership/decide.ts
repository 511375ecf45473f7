import sql from "sql-template-tag"
import { notAllowed, notFound } from "../errors"
import { holdMerges, survivorsOf } from "../identity"
import type { Transaction } from "../lib/database"
import type { Rollups } from "../rollups"
import type { ManualKind } from "../segments"
import type { StageContext } from "../stage"
import { countDecisions } from "./count-decisions"
import type { Decided, Decisions } from "./types"

/**
 * See {@link Membership.decide}. The people are touched, so that the evaluator looks at them again whichever
 * process it runs in: with them those whom they were merged into since somebody looked up their ids, who
 * inherit what is decided. Merges and erasures wait meanwhile.
 */
export async function decide(
  { database, clock }: StageContext,
  rollups: Rollups,
  segmentId: string,
  { add = [], exclude = [], remove = [] }: Decisions,
  by?: string,
  within?: Transaction
): Promise<Decided> {
  return within ? work(within) : database.transaction(work)

  async function work(tx: Transaction): Promise<Decided> {
    await holdMerges(tx)
    const survivors = await survivorsOf(tx, [...remove, ...add, ...exclude])
    // Two decisions about one segment come one after the other.
    const [segment] = await tx.rows<{ name: string; archived_at: Date | null }>(
      sql`select name, archived_at from audience.segment where id = ${segmentId} and deleted_at is null for update`
    )
    if (!segment) throw notFound(`Segment with id: ${segmentId} was not found`)
    if (segment.archived_at) throw notAllowed(`The segment ${segment.name} is archived; take it back first.`)
    const among = (ids: readonly number[], kind: ManualKind | null): [number, ManualKind | null][] =>
      ids.filter((id) => survivors.has(id)).map((id) => [id, kind])
    const asked = new Map([...among(remove, null), ...among(add, "added"), ...among(exclude, "excluded")])
    const now = await decisionsOn(tx, segmentId, [...asked.keys()])
    const changed = [...asked].filter(([id, kind]) => (now.get(id)?.kind ?? null) !== kind)
    const ids = changed.map(([id]) => id)
    const given = ids.flatMap((id) => now.get(id)?.given ?? [])
    await tx.execute(sql`delete from audience.segment_manual where segment_id = ${segmentId} and given_profile_id = any(${given}::int[])`)
    const kept = changed.filter(([, kind]) => kind !== null)
    await tx.execute(sql`
      insert into audience.segment_manual (segment_id, given_profile_id, kind, created_at, created_by)
      select ${segmentId}, id, kind, ${clock.now()}, ${by ?? null}
      from unnest(${kept.map(([id]) => id)}::int[], ${kept.map(([, kind]) => kind)}::text[]) as decided (id, kind)`)
    await countDecisions(tx, segmentId)
    if (ids.length > 0) await rollups.touch(tx, [...new Set(ids.flatMap((id) => [id, survivors.get(id) ?? id]))])
    const decided = (wanted: ManualKind | null): number[] => changed.filter(([, kind]) => kind === wanted).map(([id]) => id)
    const before = (wanted: ManualKind | null): number[] => ids.filter((id) => (now.get(id)?.kind ?? null) === wanted)
    return {
      ...{ added: decided("added"), excluded: decided("excluded"), removed: decided(null), unchanged: asked.size - changed.length },
      undo: { add: before("added"), exclude: before("excluded"), remove: before(null) },
    }
  }
}

interface Decision {
  kind: ManualKind
  /** The profiles that it was given for: merged ones too. */
  given: number[]
}

/** What was decided about these profiles and those that were merged into them; of two an exclusion stands. */
async function decisionsOn(tx: Transaction, segmentId: string, ids: readonly number[]): Promise<Map<number, Decision>> {
  const rows = await tx.rows<{ id: number; given: number[]; kinds: ManualKind[] }>(sql`
    with recursive family as (
      select root, root as id from unnest(${ids}::int[]) root
      union
      select family.root, p.id from family join audience.profile p on p.merged_into = family.id
    )
    select family.root as id, array_agg(m.given_profile_id) as given, array_agg(m.kind) as kinds
    from family join audience.segment_manual m on m.segment_id = ${segmentId} and m.given_profile_id = family.id
    group by family.root`)
  return new Map(rows.map(({ id, given, kinds }) => [id, { kind: kinds.includes("excluded") ? "excluded" : "added", given }]))
}
