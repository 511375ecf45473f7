import { MedusaError } from "@medusajs/framework/utils"
import { isPersonal, searchesPeople } from "./needed-right"

const PUBLIC_ID = /^(aprof|cus)_[0-9a-z]+$/i

const forbidden = (message: string): Error => new MedusaError(MedusaError.Types.FORBIDDEN, message)

interface Request {
  /** Starts after `/admin/audience`. */
  path: string
  query: Record<string, unknown>
  body: unknown
}

/**
 * Refuses what would tell personal data by a detour: columns, sorting, filters and rules over personal
 * fields (whether a rule matches one person is an answer too), and a search by name or e-mail.
 *
 * @throws MedusaError `forbidden` that names the place
 */
export function refusePersonal({ path, query, body }: Request, fields: ReadonlySet<string>): void {
  if (isPersonal(path, query)) throw forbidden("There is only personal data here, which you may not see.")
  const asked = /^\/catalogue\/([^/]+)\/values$/i.exec(path)?.[1]
  if (asked !== undefined && fields.has(decodeURIComponent(asked))) throw forbidden(`${asked} is personal data, which you may not see`)
  for (const [key, value] of Object.entries(query)) {
    const named = String(value)
      .split(/[^\w.]+/)
      .find((name) => fields.has(name))
    if (named !== undefined) throw forbidden(`${key}: ${named} is personal data, which you may not see`)
    // JSON can spell a name in escapes.
    const place = placeOf(parsed(value), fields, key)
    if (place) throw forbidden(`${place}: is about personal data, which you may not see`)
  }
  if (query.q && searchesPeople(path) && !PUBLIC_ID.test(String(query.q).trim()))
    throw forbidden("q: searches names and e-mails, which you may not see; search by the id of a profile or customer")
  if (/^\/profiles\/batch$/i.test(path) && namesByEmail(body))
    throw forbidden("profiles: naming people by e-mail tells whose it is, which you may not see; name them by id or customer_id")
  const place = placeOf(body, fields)
  if (place) throw forbidden(`${place}: is about personal data, which you may not see`)
}

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(String(value))
  } catch {
    return null
  }
}

function namesByEmail(body: unknown): boolean {
  const { profiles } = (body ?? {}) as { profiles?: unknown }
  return Array.isArray(profiles) && profiles.some((one: unknown) => typeof one === "object" && one !== null && "email" in one)
}

/** Where a body names a personal field, such as `rule.rules[0].field`. */
function placeOf(value: unknown, fields: ReadonlySet<string>, path = ""): string | null {
  if (typeof value === "string") return fields.has(value) ? path : null
  if (typeof value !== "object" || value === null) return null
  for (const [key, child] of Object.entries(value)) {
    const place = placeOf(child, fields, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key)
    if (place) return place
  }
  return null
}
