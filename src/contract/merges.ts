/** One merge in the past of a person, latest first in `GET /admin/audience/profiles/:id`. */
export interface ProfileMerge {
  /** `amrg_…` */
  id: string
  merged_at: string
  /** Why the two were taken for one person, e.g. `signed in` or `same cart`. */
  reason: string
  /** The profile that went into this one; where the merge is undone, whichever of the two this one is not. */
  other: string
  /** Null while it stands. */
  undone_at: string | null
  /** Whether `POST …/profiles/:id/unmerge` may undo it now: only the latest one that stands, or it would not restore what was before. */
  can_undo: boolean
}
