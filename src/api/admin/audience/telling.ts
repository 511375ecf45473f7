import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { Telling } from "../../../modules/audience"
import { languageOf } from "../../language"
import { requestRights } from "./access/guard"

/** In which language rules are told to the request's admin, and whether with what is personal. */
export async function tellingOf(req: AuthenticatedMedusaRequest): Promise<Required<Telling>> {
  return { language: languageOf(req), hidePersonal: !(await requestRights(req)).personal }
}
