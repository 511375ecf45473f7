/** How often and by how many people something was done. */
export interface Counts {
  members: number
  /** Members included. */
  profiles: number
  /** Occurrences by members, or the sum of their amounts. */
  value: number
}

/** Counts by key, a number from 1 on. In arrays: an object for each of a hundred thousand ways from page to page costs more than the counting. */
export class Tallies {
  readonly members: Uint32Array
  readonly profiles: Uint32Array
  readonly values: Float64Array

  constructor(lastKey: number) {
    this.members = new Uint32Array(lastKey + 1)
    this.profiles = new Uint32Array(lastKey + 1)
    this.values = new Float64Array(lastKey + 1)
  }

  of(key: number): Counts {
    return { members: this.members[key] ?? 0, profiles: this.profiles[key] ?? 0, value: this.values[key] ?? 0 }
  }

  /** Keys that anybody did, in ascending order. */
  keys(): number[] {
    const keys: number[] = []
    for (let key = 1; key < this.profiles.length; key++) if (this.profiles[key]! > 0) keys.push(key)
    return keys
  }

  /** Those of the keys that may be among the first `limit` by members. */
  firstKeys(limit: number): number[] {
    const sorted = this.members.slice().sort()
    const least = sorted[sorted.length - limit] ?? 0
    return this.keys().filter((key) => this.members[key]! >= least)
  }
}
