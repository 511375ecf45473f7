import { z } from "@medusajs/framework/zod"

/** What a storefront asks with. Other parameters, such as a cache buster, are let pass. */
export const meQuery = z.object({
  key: z.string("must be a publishable API key").min(1, "must be a publishable API key"),
  visitor: z.string("must be the visitor's id").min(1, "must be the visitor's id").max(200, "must be the visitor's id"),
})
