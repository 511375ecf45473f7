/** Where the storefront puts the visitor's uuid in `cart.metadata`; Medusa copies it to the order's. */
export const VISITOR_KEY = "audience_visitor"

/** The visitor that a cart or an order was made by, as the storefront noted it; null where there is no text. */
export function visitorIn(metadata: Record<string, unknown> | null | undefined): string | null {
  const visitor = metadata?.[VISITOR_KEY]
  return typeof visitor === "string" && visitor !== "" ? visitor : null
}
