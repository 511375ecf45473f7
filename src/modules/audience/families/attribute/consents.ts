import sql, { raw } from "sql-template-tag"
import { booleanOf, defineField } from "../define"
import { fields } from "./texts"

const consent = (purpose: "analytics" | "personalization" | "marketing") =>
  defineField({
    name: `consent_${purpose}`,
    type: "boolean",
    ...fields[`consent_${purpose}`],
    compile: (ask, context) =>
      booleanOf({ from: sql`audience.profile p`, profile: sql`p.id`, column: raw(`p.consent_${purpose}`) }, ask, context),
  })

export const consents = [consent("analytics"), consent("personalization"), consent("marketing")]
