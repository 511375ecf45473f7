import type { ProfileDto } from "./admin"

/** Answers of `segments/:id/overview` and `segments/:id/report?from&to`. Days and money as in `admin.ts`. */

export interface TopUser {
  profile: ProfileDto
  last_seen: string | null
  sessions: number
  page_views: number
  /** Seconds. */
  engaged_time: number
  /** An event within the last five minutes. */
  online: boolean
}

/** Somebody who came into a segment or went out of it, and when. */
export interface MembershipMove {
  profile: ProfileDto
  at: string
}

/** What a segment is used for: another segment whose rule names it, or a customer group that is kept in step with it. */
export interface SegmentUse {
  kind: "segment" | "customer_group"
  id: string
  name: string
}

export interface SegmentOverview {
  members: number
  total: number
  share: number
  /** Members whose latest event is at most 7 × 24 hours old. */
  active_7d: number
  /** Entered and left in the past 7 × 24 hours, as the difference between then and now. */
  entered_7d: number
  left_7d: number
  /** The latest ten of those, the latest first. */
  entered: MembershipMove[]
  left: MembershipMove[]
  /** Members tied to a customer. */
  identified: number
  /** What members ever spent, less refunds. */
  revenue: number
  currency: string
  /** The 20 members with the most engaged time ever; the more recently seen first among equals. */
  top_users: TopUser[]
  uses: SegmentUse[]
}

/** One value of one report section, members against all profiles. */
export interface ReportRow {
  key: string
  label: string
  /** Members for whom it is true. */
  members: number
  /** Part of the segment, 0–1. */
  share: number
  /** Part of all profiles, 0–1. */
  share_all: number
  /** `share / share_all × 100`; null when nobody has it. */
  index: number | null
  /** Two-sided test that members and non-members differ; null when it cannot be computed. */
  p_value: number | null
  /**
   * The p-value corrected for how many rows the report compares (Benjamini–Hochberg): among
   * all rows below 0.05 at most a twentieth are expected to be chance.
   */
  q_value: number | null
  /** The amount behind the row where people are not the only measure: views, sessions, seconds, money. */
  value?: number
}

export interface ReportSection {
  /**
   * Behaviour: `pages landing_pages exit_pages paths clicks events sources media channels campaigns hours` (rows of `hours` have
   * the key `<ISO weekday 1–7>-<hour 0–23>` of the shop's zone and count sessions). Attributes: the full name of the field; the
   * key `""` is people of whom the value is not known, and counts come in bands: `0`, `3-4`, `20-`. Purchase: `products categories`.
   */
  id: string
  title: string
  /** Unit of `value` in its rows. */
  value_unit?: "count" | "seconds" | "money"
  rows: ReportRow[]
}

export interface ReportMeasure {
  key: string
  label: string
  unit: "count" | "seconds" | "money" | "share"
  value: number | null
  value_all: number | null
  /** The same in the days before: of those who are members now, and of everybody. */
  value_before: number | null
  value_all_before: number | null
}

/** A page at one step of members' sessions, from 0 on. The key `""` is all pages that are not told apart at that step. */
export interface FlowNode {
  step: number
  key: string
  label: string
  sessions: number
}

/** Sessions that went on from a page of `step` to one of the next step; `to` is null where they ended. */
export interface FlowLink {
  step: number
  from: string
  to: string | null
  sessions: number
}

/** The first pages of members' sessions, step by step; reloads count as one. */
export interface NavigationFlow {
  sessions: number
  nodes: FlowNode[]
  links: FlowLink[]
}

export interface ReportPart {
  measures: ReportMeasure[]
  sections: ReportSection[]
  /** Behaviour only. */
  flow?: NavigationFlow
}

export type ReportPartName = "behaviour" | "attributes" | "purchase"

/** A row in which members differ from everybody else by more than chance. */
export interface ReportDifference {
  part: ReportPartName
  section: string
  title: string
  row: ReportRow
}

export interface SegmentReport {
  from: string
  to: string
  /** As many days, up to the one before `from`. */
  previous: { from: string; to: string }
  members: number
  total: number
  currency: string
  time_zone: string
  /** What makes the segment different: the strongest row of each section that differs by more than chance, the largest difference first. */
  differences: ReportDifference[]
  behaviour: ReportPart
  attributes: ReportPart
  purchase: ReportPart
}

/** What is known of a report before anything is counted: its days, and how many people are compared. */
export type ReportHead = Pick<SegmentReport, "from" | "to" | "previous" | "members" | "total" | "currency" | "time_zone">

/** Some of a part of the report. Its rows have no q-value yet: that takes every row of the report. */
export interface ReportPiece extends Partial<ReportPart> {
  part: ReportPartName
}

/**
 * A line of a report that is asked for as `application/x-ndjson`: first the head, then pieces in the order in which
 * they are counted, last the whole as it is answered as JSON. All lines are of one moment; an answer that ends without the
 * whole has failed.
 */
export type ReportLine = { head: ReportHead } | { piece: ReportPiece } | { whole: SegmentReport }

/** The sections of behaviour in the order of the whole. */
export const BEHAVIOUR_SECTIONS = ["pages", "landing_pages", "exit_pages", "paths", "clicks", "events", "sources", "media", "channels", "campaigns", "hours"] as const // prettier-ignore
