import type { MiddlewareRoute } from "@medusajs/framework/http"
import { takeLanguage } from "../../language"
import { guardAccess } from "./access/guard"
import { tellReasons } from "./reasons"

/** Rules with thousands of values and batches of a thousand profiles exceed Medusa's 100 kB. */
export const adminAudienceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/admin/audience*", middlewares: [takeLanguage, tellReasons, guardAccess] },
  { matcher: "/admin/audience/segments*", methods: ["POST"], bodyParser: { sizeLimit: "4mb" } },
  { matcher: "/admin/audience/profiles/batch", methods: ["POST"], bodyParser: { sizeLimit: "8mb" } },
  // The file is read as a stream.
  { matcher: "/admin/audience/imports", methods: ["POST"], bodyParser: false },
]
