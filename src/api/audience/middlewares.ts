import type { MiddlewareFunction, MiddlewareRoute, MiddlewareVerb } from "@medusajs/framework/http"
import { POST as collect } from "./collect/route"
import { GET as me } from "./me/route"

/**
 * Answers a busy route ahead of Medusa's own, which Express would try first, one after the other.
 *
 * Medusa registers regular expressions behind the middlewares that stand for every method, a shop's own
 * among them, and before everything that has a method (docs/adr/0015).
 */
function ahead(method: MiddlewareVerb, matcher: RegExp, handler: MiddlewareFunction): MiddlewareRoute {
  return { matcher, methods: [method], middlewares: [handler] }
}

export const audienceMiddlewares: MiddlewareRoute[] = [
  // The route reads its body itself: Medusa's parsers know no text/plain JSON and stop at 100 kB.
  { matcher: "/audience/collect", methods: ["POST"], bodyParser: false },
  ahead("POST", /^\/audience\/collect$/, collect),
  ahead("GET", /^\/audience\/me$/, me),
]
