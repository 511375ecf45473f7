/** How this shop talks to the audience tag; `window.audience` is there from the page's first line on. */

/** Tells the tag what happened, e.g. `tell("product_viewed", { product_id })`. */
export const tell = (event, properties) => window.audience("track", event, properties)

/** Ties the cart to this browser's visitor. */
export const linkCart = (cartId) => window.audience("cart", cartId)

/** This browser's visitor id, null where the visitor allows none or a blocker keeps the tag away. */
export function visitorId() {
  return new Promise((done) => {
    window.audience("visitor", done)
    // The tag may never load; nobody waits for it to buy something.
    setTimeout(() => done(null), 1500)
  })
}

/** Whoever uses this browser next is somebody else. */
export const endVisitor = () => window.audience("logout")

export const answerConsent = (choice) => window.audience("consent", choice)
