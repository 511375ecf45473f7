import { defineMiddlewares } from "@medusajs/framework/http"
import { adminAudienceMiddlewares } from "./admin/audience/middlewares"

/** Body limits and parsers by route; each part of the API brings its own. */
export default defineMiddlewares({ routes: [...adminAudienceMiddlewares] })
