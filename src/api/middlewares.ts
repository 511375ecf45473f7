import { defineMiddlewares } from "@medusajs/framework/http"
import { adminAudienceMiddlewares } from "./admin/audience/middlewares"
import { audienceMiddlewares } from "./audience/middlewares"
import { storeAudienceMiddlewares } from "./store/audience/middlewares"

/** Body limits, parsers and log-in by route; each part of the API brings its own. */
export default defineMiddlewares({ routes: [...adminAudienceMiddlewares, ...audienceMiddlewares, ...storeAudienceMiddlewares] })
