import { z } from "@medusajs/framework/zod"

/** Who the visitor is says the customer's login; anything else in the body is refused, so that nobody takes it for a proof. */
export const identifyBody = z.strictObject({
  visitor: z.uuid("must be the UUID that the tag made for this browser"),
  traits: z
    .record(
      z.string(),
      z.union(
        [z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()],
        "must be text, a number, true or false, or a list of texts"
      )
    )
    .optional(),
})
