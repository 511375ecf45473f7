import type { AuthenticatedMedusaRequest, MedusaNextFunction, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { Rights } from "../../../../contract"
import { stagesOf } from "../../../stages"
import { maskAnswer } from "./masked"
import { neededRight } from "./needed-right"
import { refusePersonal } from "./refuse-personal"

const ROOT = "/admin/audience"
const LACKING = {
  export: "You may not take data out of the shop; ask an admin who may",
  edit: "You may not change anything here; ask an admin who may",
} as const

/** The rights of the request's admin. Secret API keys have all: they are a server's, and an admin made them. */
export async function requestRights(req: AuthenticatedMedusaRequest): Promise<Rights> {
  const { actor_id: id, actor_type: type } = req.auth_context
  return type === "user" ? stagesOf(req).access.rightsOf(id) : { personal: true, export: true, edit: true }
}

/**
 * Stands in front of every route under `/admin/audience`: refuses what the admin may not do, and
 * masks what the admin may not see.
 */
export async function guardAccess(req: AuthenticatedMedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const path = new URL(req.originalUrl, "http://shop").pathname.slice(ROOT.length).replace(/\/+$/, "")
  // No id has a zero byte, and PostgreSQL takes none.
  if (path.includes("%00")) throw new MedusaError(MedusaError.Types.NOT_FOUND, "Nothing has an id with a zero byte")
  const rights = await requestRights(req)
  const needed = neededRight(req.method, path)
  if (needed && !rights[needed]) throw new MedusaError(MedusaError.Types.FORBIDDEN, LACKING[needed])
  // Who may do what is about admins, whose e-mails Medusa shows to each other anyway; an attribute's definition is nobody's data.
  if (!rights.personal && !/^\/(access|attributes)(\/|$)/i.test(path)) {
    const fields = await stagesOf(req).segments.personalFields()
    refusePersonal({ path, query: req.query, body: req.body }, fields)
    maskAnswer(res, fields)
  }
  next()
}
