import type { ProfileDto, SegmentDto } from "./admin"

/**
 * Who is put into a segment, or kept out of it, by hand.
 *
 * - `POST segments/:id/members` {@link SegmentMembersInput} → {@link SegmentMembersResult}
 * - `GET segments/:id/manual?kind&limit&offset` `{ manual: ManualMember[], count, offset, limit }`, latest first
 * - `POST segments/:id/archive`, `…/unarchive`, `…/duplicate` `{ name? }` → `{ segment: SegmentDto }`
 */
export interface SegmentMembersInput {
  /** Ids of people who are in it whatever the rule says: the members of a static segment. */
  add?: string[]
  /** Ids of people of whom an addition or exclusion is taken back. */
  remove?: string[]
  /** Ids of people who are not in it whatever the rule says. */
  exclude?: string[]
}

/** How many people each part was news for; `unchanged` are those for whom nothing was. */
export interface SegmentMembersResult {
  segment: SegmentDto
  added: number
  removed: number
  excluded: number
  unchanged: number
  /** What the same route takes to bring back the decisions that stood before; empty where nothing changed. */
  undo: SegmentMembersInput
}

export interface ManualMember {
  kind: "added" | "excluded"
  profile: ProfileDto
  created_at: string
  /** Id of the admin user or API key. */
  created_by: string | null
}
