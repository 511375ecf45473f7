import { z } from "@medusajs/framework/zod"
import { COMPARE_LIMITS } from "../../../contract"
import { day, membersQuery } from "./schemas"

const { least, most } = COMPARE_LIMITS

const segmentId = z.string().min(1, "must name a segment").max(200)
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

/** People who are in all of `in` and in none of `not_in`, with the parameters of a list of people. */
export const overlapPeopleBody = membersQuery
  .extend({
    in: z.array(segmentId).min(1, "must name at least one segment"),
    not_in: z.array(segmentId).default([]),
  })
  .refine((body) => body.in.length + body.not_in.length <= most, { path: ["not_in"], message: `must leave it at ${most} segments in all` })
  .refine((body) => apart([...body.in, ...body.not_in]), { path: ["not_in"], message: "must name each segment once" })
