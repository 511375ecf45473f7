import { z } from "@medusajs/framework/zod"
import { rangeQuery, text } from "./schemas"

const segmentId = text(200).min(1, "must name a segment").optional()

const periods = z.coerce
  .number()
  .pipe(z.int("must be a whole number from 2 to 26").min(2, "must be at least 2").max(26, "must be at most 26"))

export const retentionQuery = z.strictObject({
  segment_id: segmentId,
  by: z.enum(["first_visit", "first_order"], "must be first_visit or first_order").default("first_visit"),
  interval: z.enum(["week", "month"], "must be week or month").default("week"),
  returning: z.enum(["visit", "order"], "must be visit or order").optional(),
  periods: periods.default(12),
})
export const rfmQuery = z.strictObject({ segment_id: segmentId })
export const funnelQuery = rangeQuery.extend({ segment_id: segmentId })
