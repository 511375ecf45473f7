import sql, { raw } from "sql-template-tag"
import { booleanOf, defineField } from "../define"

const consent = (purpose: "analytics" | "personalization" | "marketing", label: string) =>
  defineField({
    name: `consent_${purpose}`,
    type: "boolean",
    label: { en: label },
    help: { en: `Whether somebody agreed to ${purpose}. Nobody who was not asked has an answer: neither yes nor no is true.` },
    compile: (ask, context) =>
      booleanOf({ from: sql`audience.profile p`, profile: sql`p.id`, column: raw(`p.consent_${purpose}`) }, ask, context),
  })

export const consents = [
  consent("analytics", "Consent to analytics"),
  consent("personalization", "Consent to personalization"),
  consent("marketing", "Consent to marketing"),
]
