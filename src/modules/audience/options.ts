import { z } from "@medusajs/framework/zod"
import { DateTime } from "luxon"
import { invalidData } from "./errors"

const zone = z
  .string()
  .refine((name) => DateTime.local({ zone: name }).isValid, { message: "must be an IANA time zone such as Europe/Berlin" })
const currencyCode = z
  .string()
  .regex(/^[A-Za-z]{3}$/, { message: "must be a three-letter currency code such as eur" })
  .transform((code) => code.toLowerCase())
const minutes = z.number().positive({ message: "must be a number of minutes above 0" })
const days = z.int().positive({ message: "must be a whole number of days above 0" })

const schema = z.strictObject({
  /** Zone of calendar days in windows, trends and reports. */
  timeZone: zone.default("UTC"),
  /** Reporting currency; amounts in others are converted by `exchangeRates`. */
  currency: currencyCode.default("eur"),
  /** Units of the reporting currency that one unit of another is worth. */
  exchangeRates: z.record(currencyCode, z.number().positive({ message: "must be a rate above 0" })).default({}),
  sessionTimeoutMinutes: minutes.default(30),
  /** Fractions are allowed: 0.1 is six seconds. */
  cartAbandonedAfterMinutes: minutes.default(60),
  consent: z.enum(["opt_in", "opt_out", "cookieless"]).default("opt_out"),
  /** Trusted CDN headers that carry the visitor's place. */
  geoHeaders: z.strictObject({ country: z.string(), region: z.string().optional(), city: z.string().optional() }).optional(),
  trustProxy: z.union([z.boolean(), z.number(), z.string()]).optional(),
  retention: z.strictObject({ events: days.default(400), profilesInactive: days.default(730) }).prefault({}),
  /** Own database of the plugin's tables; without it they live in the shop's. */
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { message: "must be a postgres:// URL" })
    .optional(),
  /** Attributes that follow a customer's metadata: `{ member_tier: "metadata.tier" }`. */
  customerAttributes: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, { message: "must name an attribute by its key, such as member_tier" }),
      z.string().regex(/^metadata(\.[^.\0]+)+$/, { message: "must be a path into the customer's metadata, such as metadata.tier" })
    )
    .default({}),
  /** What a Prometheus server sends as bearer token to `/audience/metrics`; without it the address answers 404. */
  metricsToken: z.string().min(16, { message: "must have at least 16 characters" }).optional(),
  /** Modules of further families, by path or package name. */
  families: z.array(z.string()).default([]),
})

/** The plugin's options with every default filled in. */
export type AudienceOptions = z.infer<typeof schema>

/**
 * Checks the options a shop gave to the plugin and fills in defaults.
 *
 * `database` is what Medusa adds on its own.
 *
 * @throws MedusaError `invalid_data` that names the first wrong option: a wrong option stops the boot.
 */
export function parseOptions(given: Record<string, unknown> = {}): AudienceOptions {
  const { database: _, ...own } = given
  const result = schema.safeParse(own)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const place = issue ? issue.path.join(".") : ""
  throw invalidData(`medusa-plugin-user-segments: option ${place ? `"${place}"` : "object"}: ${issue?.message ?? "is wrong"}`)
}
