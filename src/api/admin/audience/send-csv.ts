import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { z } from "@medusajs/framework/zod"
import { pipeline } from "node:stream/promises"
import { isRuleGroup, type RuleNode } from "../../../contract"
import { actorOf } from "../../actor"
import { languageOf } from "../../language"
import { parse } from "../../parse"
import { stagesOf } from "../../stages"
import { requestRights } from "./access/guard"
import { exportQuery } from "./schemas"

/** What a file holds when no fields are named. */
const DEFAULT_FIELDS = [
  "attribute.email",
  "attribute.first_name",
  "attribute.last_name",
  "visit.first_seen",
  "visit.last_seen",
  "purchase.orders",
  "purchase.spent",
]

/**
 * Answers people as CSV: the members of a segment, or everybody without one. What is wrong with the
 * request is answered as JSON, before the first byte of the file.
 *
 * @param list what the file is named after
 */
export async function sendCsv(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  list: { segmentId: string | null; name: string }
): Promise<void> {
  const audience = stagesOf(req)
  const { fields: chosen, format, ...query } = parse(exportQuery, req.query)
  const fields = chosen ?? (await visibleDefaults(req))
  const rows = await audience.exports.csv(list.segmentId, { ...query, fields, language: languageOf(req) })
  await audience.privacy.record({
    ...{ action: "people.exported", actor: actorOf(req), subject: list.segmentId },
    detail: { name: list.name, format, fields, ...withoutPeople(query) },
  })
  res.setHeader("content-type", "text/csv; charset=utf-8")
  res.setHeader("content-disposition", attachment(`${list.name}-${audience.clock.now().toISOString().slice(0, 10)}.csv`))
  res.setHeader("cache-control", "no-store")
  try {
    await pipeline(rows, res)
  } catch (error) {
    // The head is sent: a broken transfer is all that can tell the reader that the file is not whole.
    audience.log.warn(`audience: export of ${list.name} ended early: ${(error as Error).message}`)
    res.destroy()
  }
}

/**
 * How the people were chosen, without the e-mails and names that the choice may consist of: the log outlives
 * the people it tells of, and nothing may be left of one who is erased.
 */
function withoutPeople({ q, rule, ...rest }: Omit<z.output<typeof exportQuery>, "fields" | "format">): Record<string, unknown> {
  return {
    ...rest,
    ...(q ? { searched: true } : {}),
    // The export has checked it.
    ...(rule === undefined ? {} : { rule_fields: [...new Set(fieldsOf(rule as RuleNode))] }),
  }
}

function fieldsOf(rule: RuleNode): string[] {
  return isRuleGroup(rule) ? rule.rules.flatMap(fieldsOf) : [rule.field]
}

/** Personal columns that somebody names are refused to whoever may not see them; those that nobody named are left out. */
async function visibleDefaults(req: AuthenticatedMedusaRequest): Promise<string[]> {
  if ((await requestRights(req)).personal) return DEFAULT_FIELDS
  const personal = await stagesOf(req).segments.personalFields()
  return DEFAULT_FIELDS.filter((field) => !personal.has(field))
}

/** Headers are Latin-1: a name in other letters goes into the encoded form (RFC 6266), which browsers prefer. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_")
  return `attachment; filename="${plain}"${plain === name ? "" : `; filename*=UTF-8''${encodeURIComponent(name)}`}`
}
