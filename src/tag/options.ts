/**
 * What the tag may do before the visitor has answered a consent banner.
 *
 * `opt_out`: everything, until the visitor says no. `opt_in`: nothing, until the visitor
 * says yes. `cookieless`: record, but keep nothing on the device; each page load is then
 * a visitor of its own.
 */
export type ConsentMode = "opt_in" | "opt_out" | "cookieless"

export interface TagOptions {
  /** Publishable API key of the sales channel, `pk_…`. */
  key: string
  /** Address of the Medusa server, e.g. `https://shop-backend.example`. */
  url: string
  /** `opt_out` unless given. */
  consent?: ConsentMode
  /** Minutes without an event that end a session; 30 unless given. */
  sessionMinutes?: number
}
