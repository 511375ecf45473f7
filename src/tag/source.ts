/**
 * A text that names where a visit comes from: campaign parameters and click ids, else the
 * referring host; empty for a direct visit and for moving about within the shop.
 *
 * Only for telling two sources apart. What a source means is decided on the server.
 */
export function sourceOf(url: string, referrer: string, ownHost: string): string {
  const host = referrer.split("/")[2]
  return String(url.match(/[?&](utm_\w+|gclid|fbclid|msclkid|ttclid)=[^&#]+/g) || (host !== ownHost && host) || "")
}
