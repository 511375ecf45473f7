import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import type { AuditActor } from "../contract"

/** Who asks, as the audit log names them. Medusa's auth has proven it. */
export function actorOf({ auth_context: { actor_id: id, actor_type: type } }: AuthenticatedMedusaRequest): AuditActor {
  return { type: type as AuditActor["type"], id }
}
