let latest = 0

const hex = (value: number | bigint, digits: number): string => value.toString(16).padStart(digits, "0")

/**
 * A new UUIDv7: ids sort by the time they were made, also within one millisecond.
 *
 * The queue relies on that order, and the server partitions events by the time in their
 * ids. The eight bits after the time count up; a burst of more than 256 ids in a
 * millisecond runs into the next one.
 */
export function uuid(): string {
  latest = Math.max(latest + 1, Date.now() * 256)
  const random = crypto.getRandomValues(new BigUint64Array(1))[0]!
  return (hex(latest, 14) + hex(random, 16)).replace(/(.{8})(.{4})(...)(...)/, "$1-$2-7$3-8$4-")
}
