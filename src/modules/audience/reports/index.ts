import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { Segments } from "../segments"
import type { Membership } from "../membership"
import type { MembersPage, ProfileDto, SegmentOverview, SegmentReport } from "../../../contract"
import type { ProfileSet } from "../lib/bitmap"

export interface MembersQuery {
  fields: string[]
  q?: string
  /** Field name or profile column, `-` in front for descending. */
  order?: string
  limit: number
  cursor?: string
}

export interface Reports {
  overview(segmentId: string): Promise<SegmentOverview>
  report(segmentId: string, from: string, to: string): Promise<SegmentReport>
  members(segmentId: string, query: MembersQuery): Promise<MembersPage>
  profiles(query: MembersQuery): Promise<MembersPage>
  profile(publicId: string): Promise<ProfileDto>
  /** Active in the last 7 days, for each of the sets in one pass. */
  active(sets: ProfileSet[]): Promise<number[]>
  profileDtos(ids: number[]): Promise<ProfileDto[]>
}

export function createReports(_context: StageContext, _segments: Segments, _membership: Membership): Reports {
  return unbuilt<Reports>("reports")
}
