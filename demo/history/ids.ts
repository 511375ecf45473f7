import type { Random } from "./random"

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

/** An id as Medusa makes them, `prefix_` and a ULID of the given time: Medusa's rows are paged through in the order of their ids. */
export function medusaId(prefix: string, at: Date, random: Random): string {
  let time = ""
  for (let left = at.getTime(), i = 0; i < 10; i++, left = Math.floor(left / 32)) time = CROCKFORD.charAt(left % 32) + time
  let rest = ""
  while (rest.length < 16) rest += CROCKFORD.charAt(random.int(0, 31))
  return `${prefix}_${time}${rest}`
}

/** A UUID of version 7, as the tag makes them for events. */
export function uuidV7(at: Date, random: Random): string {
  return uuid(at.getTime().toString(16).padStart(12, "0"), "7", random)
}

/** A UUID of version 4, as the tag makes them for visitors and sessions. */
export function uuidV4(random: Random): string {
  return uuid(random.hex(12), "4", random)
}

function uuid(first12: string, version: string, random: Random): string {
  const rest = random.hex(18)
  const variant = "89ab".charAt(Math.floor(random.next() * 4))
  return `${first12.slice(0, 8)}-${first12.slice(8, 12)}-${version}${rest.slice(0, 3)}-${variant}${rest.slice(3, 6)}-${rest.slice(6, 18)}`
}
