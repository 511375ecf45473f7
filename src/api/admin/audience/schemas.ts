import { z } from "@medusajs/framework/zod"
import { DateTime } from "luxon"

/** The forms of queries and bodies. Unknown keys are refused: a misspelt filter must not widen an answer. */

const number = (lowest: number, highest: number): z.ZodType<number, unknown> =>
  z.coerce.number().pipe(z.int(`must be a whole number from ${lowest} to ${highest}`).min(lowest).max(highest))

const flag = z.enum(["true", "false"], "must be true or false").transform((text) => text === "true")

/** Years that are looked back on: a month before the first of them PostgreSQL's calendar still has the day. */
const YEAR = /^[1-9]\d{3}-/

/** A calendar day of the shop's zone. */
export const day = z
  .string()
  .refine(
    (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && YEAR.test(text) && DateTime.fromISO(text).isValid,
    "must be a day such as 2026-01-31"
  )

const instant = z
  .string()
  .refine((text) => YEAR.test(text) && DateTime.fromISO(text).isValid, "must be a time in ISO 8601")
  .transform((text) => DateTime.fromISO(text, { zone: "utc" }).toJSDate())

// PostgreSQL's text has no NUL.
export const text = (most: number): z.ZodString =>
  z
    .string()
    .max(most, `must have at most ${most} characters`)
    .regex(/^[^\0]*$/, "must not contain a zero byte")

const q = text(200).optional()
const order = z.string().min(1, "must name a field").max(200).optional()

const names = z
  .string()
  .max(4000)
  .transform((text) => [
    ...new Set(
      text
        .split(",")
        .map((name) => name.trim())
        .filter(Boolean)
    ),
  ])
  .refine((fields) => fields.length <= 50, "must name at most 50 fields")

/** A rule as JSON, checked by the segments stage like any other. */
const ruleText = z
  .string()
  .max(8000, "must have at most 8,000 characters of JSON")
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json)
    } catch {
      context.addIssue({ code: "custom", message: 'must be a rule in JSON, such as {"match":"all","rules":[]}' })
      return z.NEVER
    }
  })
  .optional()

const someOf = (...values: string[]) =>
  names.refine((given) => given.every((value) => values.includes(value)), `must be ${values.slice(0, -1).join(", ")} or ${values.at(-1)}`)

export const listQuery = z.strictObject({ q, order, limit: number(1, 200).default(50), offset: number(0, 1_000_000).default(0) })
/** Segments of any of these families, states and kinds. */
export const segmentsQuery = listQuery.extend({
  family: names.optional(),
  status: someOf("fresh", "computing", "failed").optional(),
  kind: someOf("dynamic", "static").optional(),
  archived: flag.default(false),
})
export const valuesQuery = z.strictObject({ q, dimension: text(200).optional(), limit: number(1, 100).default(20) })
export const rangeQuery = z.strictObject({ from: day.optional(), to: day.optional() })
export const trendQuery = rangeQuery.extend({ interval: z.enum(["day", "week", "month"], "must be day, week or month").default("day") })
const cursor = z.string().max(2000).optional()
export const changesQuery = rangeQuery
  .extend({ limit: number(1, 100).default(20), offset: number(0, 1_000_000).default(0), cursor })
  .refine(({ offset, cursor: given }) => offset === 0 || given === undefined, {
    path: ["offset"],
    error: "stands without cursor, which says by itself where to read on",
  })
export const membersQuery = z.strictObject({
  fields: names.default([]),
  q,
  rule: ruleText,
  order,
  limit: number(1, 200).default(50),
  cursor,
})
/** `at`: the members at the end of a past day. */
export const segmentMembersQuery = membersQuery.extend({ at: day.optional() })
export const profilesQuery = membersQuery
  .extend({ customer_id: text(200).min(1, "must name a customer").optional(), internal: flag.default(false) })
  .refine(({ internal, rule }) => !internal || rule === undefined, { path: ["rule"], error: "internal people are in no rule" })
export const updateProfile = z.strictObject({ internal: z.boolean("must be true, false or null").nullable() })
export const updateSettings = z.strictObject({ internal_email_domains: z.array(text(300)).optional() })
export const auditQuery = z.strictObject({
  action: z
    .enum(
      ["profile.exported", "profile.erased", "people.exported", "share.created", "retention.applied"],
      "must be profile.exported, profile.erased, people.exported, share.created or retention.applied"
    )
    .optional(),
  subject: text(200).optional(),
  limit: number(1, 200).default(50),
  offset: number(0, 1_000_000).default(0),
})
export const profileChangesQuery = z.strictObject({
  limit: number(1, 100).default(20),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, "must be the next_cursor of the answer before")
    .transform(Number)
    .optional(),
})
export const timelineQuery = z
  .strictObject({ limit: number(1, 200).default(50), before: instant.optional(), cursor })
  .refine(({ before, cursor: given }) => before === undefined || given === undefined, {
    path: ["before"],
    error: "stands without cursor, which says by itself where to read on",
  })
export const exportQuery = z.strictObject({
  fields: names.optional(),
  q,
  rule: ruleText,
  at: day.optional(),
  order,
  format: z.literal("csv", "must be csv").default("csv"),
  bom: flag.default(false),
  raw: flag.default(false),
  headers: z.enum(["fields", "labels"], "must be fields or labels").default("fields"),
})

const name = text(200).trim().min(1, "must not be empty")
const handle = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case letters, digits and single hyphens")
  .max(200)
/** Checked by the segments stage, whose messages start with the path inside the rule. */
const rule = z.custom<never>((value) => typeof value === "object" && value !== null, "must be a group or a condition")

export const createSegment = z.strictObject({
  name,
  handle: handle.optional(),
  description: text(2000).nullish(),
  rule: rule.optional(),
  kind: z.enum(["dynamic", "static"], "must be dynamic or static").optional(),
  published: z.boolean().optional(),
})
export const updateSegment = createSegment.omit({ kind: true }).partial()
export const duplicateSegment = z.strictObject({ name: name.optional() }).prefault({})

const profileIds = z.array(text(200)).max(1000, "must hold at most 1,000 ids").optional()
export const segmentMembers = z.strictObject({ add: profileIds, remove: profileIds, exclude: profileIds })
export const manualQuery = z.strictObject({
  kind: z.enum(["added", "excluded"], "must be added or excluded").optional(),
  limit: number(1, 200).default(50),
  offset: number(0, 1_000_000).default(0),
})
export const previewSegment = z.strictObject({ rule, segment_id: text(200).optional() })

const attributeKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, "must start with a letter and have only lower-case letters, digits and _, at most 63")

export const createAttribute = z.strictObject({
  key: attributeKey,
  label: name,
  type: z.enum(["text", "number", "boolean", "date", "choice", "list"], "must be text, number, boolean, date, choice or list"),
  choices: z.array(text(200).trim().min(1, "must not be empty")).max(1000).optional(),
  personal: z.boolean().optional(),
  verified_only: z.boolean().optional(),
})

/** Key and type stay: stored values and rules rest on them. */
export const changeAttribute = createAttribute.omit({ key: true, type: true }).partial()
export const profileAttributes = z.strictObject({ attributes: z.record(z.string(), z.unknown()) })

const namedBy = "must be named by exactly one of id, customer_id and email"

export const profilesBatch = z.strictObject({
  profiles: z
    .array(
      z
        .strictObject({
          id: text(200).optional(),
          customer_id: text(200).optional(),
          email: text(320).optional(),
          attributes: z.record(z.string(), z.unknown()),
        })
        .refine(({ id, customer_id, email }) => [id, customer_id, email].filter((key) => key !== undefined).length === 1, namedBy)
    )
    .min(1, "must hold at least one profile")
    .max(1000, "must hold at most 1,000 profiles"),
})
