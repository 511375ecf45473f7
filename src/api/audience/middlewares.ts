import type { MiddlewareRoute } from "@medusajs/framework/http"

/** The route reads its body itself: Medusa's parsers know no text/plain JSON and stop at 100 kB. */
export const audienceMiddlewares: MiddlewareRoute[] = [{ matcher: "/audience/collect", methods: ["POST"], bodyParser: false }]
