import sql from "sql-template-tag"
import { readHidden } from "../identity"
import { emptySet, type ProfileSet } from "../lib/bitmap"
import type { Database } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"

/** How far below the highest number a transaction that is still open may have taken one: it would have to outlast so many newcomers. */
const UNSETTLED = 20_000

/**
 * Tells which profiles have come, gone or come back since the last look, without reading everybody.
 *
 * `profile.id` counts up: who is new is above the highest known number, or in a gap a little below it, since transactions
 * do not end in the order in which they took their numbers. Who does not count any more, or counts again, is in the
 * difference of the hidden profiles then and now, who have an index of their own.
 */
export class ProfileChanges {
  private known: ProfileSet | null = null
  private hidden: ProfileSet | null = null
  private latest: ProfileSet | null = null

  constructor(private readonly database: Database) {}

  /** The profiles whose place among everybody has changed since {@link remember}, null before it. */
  async look(): Promise<number[] | null> {
    this.latest?.dispose()
    this.latest = await readHidden(this.database)
    if (!this.known || !this.hidden) return null
    const gaps = gapsOf(this.known)
    const changed = xor(this.hidden, this.latest)
    try {
      const newcomers = await readProfileSet(
        this.database,
        sql`select id as profile_id from audience.profile where id > ${this.known.isEmpty ? 0 : this.known.maximum()}
          union all select id from audience.profile where id = any(${gaps.toArray()}::int[])`
      )
      changed.orInPlace(newcomers)
      newcomers.dispose()
      return changed.isEmpty ? [] : [...changed.toArray(), ...(await this.winnersOf(changed))]
    } finally {
      gaps.dispose()
      changed.dispose()
    }
  }

  /** Takes everybody that is known by now, read after the last {@link look}. */
  remember(everybody: ProfileSet): void {
    this.known?.dispose()
    this.hidden?.dispose()
    this.hidden = this.latest
    this.latest = null
    this.known = everybody.clone()
    if (this.hidden) this.known.orInPlace(this.hidden)
  }

  forget(): void {
    for (const set of [this.known, this.hidden, this.latest]) set?.dispose()
    this.known = this.hidden = this.latest = null
  }

  /** What was theirs became somebody else's, or is theirs again. */
  private async winnersOf(changed: ProfileSet): Promise<number[]> {
    const winners = await readProfileSet(
      this.database,
      sql`select winner_id as profile_id from audience.merge where loser_id = any(${changed.toArray()}::int[])`
    )
    try {
      return winners.toArray()
    } finally {
      winners.dispose()
    }
  }
}

function gapsOf(known: ProfileSet): ProfileSet {
  const gaps = emptySet()
  if (known.isEmpty) return gaps
  const highest = known.maximum()
  gaps.addRange(Math.max(1, highest - UNSETTLED), highest)
  gaps.andNotInPlace(known)
  return gaps
}

function xor(one: ProfileSet, other: ProfileSet): ProfileSet {
  const result = one.clone()
  result.xorInPlace(other)
  return result
}
