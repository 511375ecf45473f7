import { z } from "@medusajs/framework/zod"
import { COMPARE_LIMITS } from "../../../contract"
import { day, text } from "./schemas"

const { least, most } = COMPARE_LIMITS

const segmentId = text(200).min(1, "must name a segment")
const apart = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/** Two to eight segments, each once, and the days to look at. */
export const compareBody = z.strictObject({
  segment_ids: z
    .array(segmentId)
    .min(least, `must name ${least} to ${most} segments`)
    .max(most, `must name ${least} to ${most} segments`)
    .refine(apart, "must name each segment once"),
  from: day.optional(),
  to: day.optional(),
})

export const overlapBody = compareBody.omit({ from: true })
