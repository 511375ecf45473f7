const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
const TIME_CHARACTERS = 10

/**
 * A text that sorts before every id which Medusa has made since `since`, and after older ones.
 *
 * Medusa's ids are a prefix and a ULID, whose first ten characters are its time in
 * milliseconds. A shop may give its own ids to what it imports: good for finding what is
 * recent quickly, not for finding everything.
 */
export function firstIdSince(prefix: string, since: Date): string {
  let time = ""
  for (let rest = since.getTime(); time.length < TIME_CHARACTERS; rest = Math.floor(rest / 32)) time = CROCKFORD.charAt(rest % 32) + time
  return `${prefix}_${time}`
}
