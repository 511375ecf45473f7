import { z } from "@medusajs/framework/zod"

const text = (most: number): z.ZodString => z.string().min(1, "must not be empty").max(most, `must have at most ${most} characters`)

const mapping = z.strictObject({
  key: z.strictObject({
    column: text(100_000),
    by: z.enum(["customer_id", "email", "id"], "must be customer_id, email or id"),
  }),
  attributes: z.record(z.string(), text(63)).optional(),
  segment_id: text(200).optional(),
})

const json = z.string().transform((value, context): unknown => {
  try {
    return JSON.parse(value)
  } catch {
    context.addIssue({ code: "custom", message: "must be JSON" })
    return z.NEVER
  }
})

export const uploadQuery = z
  .strictObject({
    name: text(200).default("import.csv"),
    dry_run: z.enum(["true", "false"], "must be true or false").default("false"),
    mapping: json.pipe(mapping).optional(),
    /** For a file whose columns are taken by their names. */
    segment_id: text(200).optional(),
  })
  .refine((query) => !query.mapping || query.segment_id === undefined, {
    path: ["segment_id"],
    error: "must stand in the mapping when there is one",
  })

export const startImport = z.strictObject({ mapping: mapping.optional(), dry_run: z.boolean("must be true or false").optional() })
