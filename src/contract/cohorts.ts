/**
 * Shapes of cohorts, under `/admin/audience/cohorts`; all take `segment_id`, without it they are about everybody:
 * - `retention?by&interval&returning&periods` {@link Retention}
 * - `rfm` {@link RfmGrid}
 * - `funnel?from&to` {@link PurchaseFunnel}
 */

export type CohortOrigin = "first_visit" | "first_order"
export type CohortInterval = "week" | "month"
export type CohortReturn = "visit" | "order"

export interface RetentionCohort {
  /** First day of the week (Monday) or month in which these people came first. */
  start: string
  size: number
  /** For each interval since, theirs included: people who came back in it. The last one is not over yet. */
  returned: { people: number; share: number }[]
}

export interface Retention {
  by: CohortOrigin
  interval: CohortInterval
  returning: CohortReturn
  /** Latest first. */
  cohorts: RetentionCohort[]
  /** Part of all cohorts' people who came back, by intervals since; cohorts count in an interval once that is over for them. Null where it is for none. */
  average: (number | null)[]
}

/** Buyers with one combination of scores, 1 to 5 each. */
export interface RfmCell {
  recency: number
  frequency: number
  monetary: number
  people: number
  /** What they ever spent, less refunds. */
  revenue: number
}

export interface RfmGrid {
  buyers: number
  revenue: number
  currency: string
  cells: RfmCell[]
  /** The groups of `purchase.rfm_group`, most revenue first. */
  groups: { group: string; people: number; revenue: number }[]
}

export type FunnelStepName = "viewed" | "carted" | "checkout" | "ordered"

export interface FunnelStep {
  step: FunnelStepName
  /** People who came to this step by way of all the steps before, in this order. */
  people: number
  /** Part of those of the first step, 0–1; null without any. */
  share: number | null
  /** Part of those of the step before; null at the first. */
  conversion: number | null
  /** People of the step before who did not come here. */
  lost: number
  /** The middle one of the times it took from the step before. */
  median_seconds: number | null
  /** The same of all profiles. */
  all: { people: number; share: number | null; conversion: number | null }
}

export interface PurchaseFunnel {
  from: string
  to: string
  /** Members, or all profiles. */
  people: number
  steps: FunnelStep[]
}
