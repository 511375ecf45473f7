import type { ProfileSet } from "../lib/bitmap"

/** What the evaluator remembers of a segment between its rounds. */
export interface KnownMembers {
  version: number
  /** As of the last round that evaluated it. */
  members: ProfileSet
  validUntil: Date | null
  /** `evaluation` of the row when `members` were last compared with it: another number means that somebody else has stored members. */
  evaluation: number
}

/** The segments' members in the evaluator's memory; owns the sets. */
export class KnownSegments {
  private readonly known = new Map<string, KnownMembers>()

  get(id: string): KnownMembers | undefined {
    return this.known.get(id)
  }

  set(id: string, next: KnownMembers): void {
    const before = this.known.get(id)?.members
    if (before !== next.members) before?.dispose()
    this.known.set(id, next)
  }

  /** Forgets all others. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, { members }] of this.known) {
      if (ids.has(id)) continue
      members.dispose()
      this.known.delete(id)
    }
  }
}
