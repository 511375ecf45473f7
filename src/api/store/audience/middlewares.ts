import { authenticate, type MiddlewareRoute } from "@medusajs/framework/http"

/** Who the customer is comes from Medusa's auth alone, never from the body. */
export const storeAudienceMiddlewares: MiddlewareRoute[] = [
  { matcher: "/store/audience/*", middlewares: [authenticate("customer", ["session", "bearer"])] },
]
