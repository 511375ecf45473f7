import type { ProfileSet } from "../../lib/bitmap"
import { ExactSum } from "../../lib/exact-sum"
import { largest, rowsByKey } from "../../lib/rows-by-key"
import { Tallies, type Counts } from "./tallies"

const OTHER = 0
const MEMBER = 1
/** Merged away, erased, internal, or nobody at all. */
const HIDDEN = 2

/** Something that profiles did: row `i` is `profiles[i]` doing `keys[i]`; a key of 0 is none and not counted. */
export interface Occurrences {
  profiles: Int32Array
  keys: Int32Array
  amounts?: Float64Array
}

/**
 * Members and everybody else by profile id, for counting millions of rows in memory.
 *
 * PostgreSQL counts distinct people by grouping (person, key) pairs in hash tables that outgrow
 * its memory; here a person is one byte, and "already counted under this key" one number.
 */
export class People {
  private readonly roles: Uint8Array
  /** The key under which a profile was counted last, by a number of its own for each key and tally. */
  private readonly counted: Uint32Array
  private turn = 0

  /** @param last the largest profile id that rows may have */
  constructor(members: ProfileSet, hidden: ProfileSet, last: number) {
    this.roles = new Uint8Array(last + 1)
    this.counted = new Uint32Array(last + 1)
    this.mark(members, MEMBER)
    this.mark(hidden, HIDDEN)
  }

  isMember(profile: number): boolean {
    return this.roles[profile] === MEMBER
  }

  /** Whether figures count this profile: it is not merged away, erased or internal. */
  counts(profile: number): boolean {
    const role = this.roles[profile]
    return role === MEMBER || role === OTHER
  }

  /** Counts people and occurrences by key; a person counts once for each key. */
  tally({ profiles, keys, amounts }: Occurrences): Tallies {
    const { starts, order } = rowsByKey(keys)
    const tallies = new Tallies(starts.length - 2)
    for (let key = 1; key < starts.length - 1; key++) {
      const counts = this.countRows(profiles, order, starts[key]!, starts[key + 1]!)
      tallies.members[key] = counts.members
      tallies.profiles[key] = counts.profiles
      tallies.values[key] = amounts ? this.sumOfMembers(profiles, amounts, order.subarray(starts[key], starts[key + 1])) : counts.value
    }
    return tallies
  }

  /** Counts people by key where each profile has one row; cheaper than {@link tally}. */
  tallyOnce({ profiles, keys }: Occurrences): Tallies {
    const tallies = new Tallies(largest(keys))
    for (let row = 0; row < profiles.length; row++) {
      const key = keys[row]!
      const role = this.roles[profiles[row]!]
      if (key === 0 || (role !== MEMBER && role !== OTHER)) continue
      tallies.profiles[key]!++
      if (role === MEMBER) tallies.members[key]!++
    }
    return tallies
  }

  /** Rows, or their amounts, of members and of everybody. */
  sum(profiles: Int32Array, amounts?: Int32Array | Float64Array): [members: number, all: number] {
    const members = new ExactSum()
    const all = new ExactSum()
    for (let row = 0; row < profiles.length; row++) {
      const role = this.roles[profiles[row]!]
      if (role !== MEMBER && role !== OTHER) continue
      const amount = amounts ? amounts[row]! : 1
      all.add(amount)
      if (role === MEMBER) members.add(amount)
    }
    return [members.value, all.value]
  }

  /** How many different people are in `profiles`. */
  distinct(profiles: Int32Array): Counts {
    return this.countRows(profiles, null, 0, profiles.length)
  }

  private countRows(profiles: Int32Array, rows: Int32Array | null, start: number, end: number): Counts {
    const { roles, counted } = this
    const turn = ++this.turn
    const counts = { members: 0, profiles: 0, value: 0 }
    for (let i = start; i < end; i++) {
      const row = rows ? rows[i]! : i
      const profile = profiles[row]!
      const role = roles[profile]
      if (role !== MEMBER && role !== OTHER) continue
      if (role === MEMBER) counts.value++
      if (counted[profile] === turn) continue
      counted[profile] = turn
      counts.profiles++
      if (role === MEMBER) counts.members++
    }
    return counts
  }

  private sumOfMembers(profiles: Int32Array, amounts: Float64Array, rows: Int32Array): number {
    const sum = new ExactSum()
    for (const row of rows) if (this.roles[profiles[row]!] === MEMBER) sum.add(amounts[row]!)
    return sum.value
  }

  private mark(set: ProfileSet, role: number): void {
    for (const id of set.toUint32Array()) if (id < this.roles.length) this.roles[id] = role
  }
}
