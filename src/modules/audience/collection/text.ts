/** Separates the columns of a dictionary key; see dictionary.ts. */
export const SEPARATOR = "\x1f"

const NUL_OR_SURROGATE = /[\0\ud800-\udfff]/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const CONTROL = /[\x00-\x1f\x7f]/g

/** Text that PostgreSQL takes in `text` and `jsonb`: no NUL, no half of a surrogate pair. */
export function storable(text: string): string {
  return NUL_OR_SURROGATE.test(text) ? text.replaceAll("\0", "").replace(LONE_SURROGATE, "\ufffd") : text
}

/** Text of a dictionary column: one line, at most `length` characters. */
export function line(text: string, length: number): string {
  return storable(text).replace(CONTROL, " ").trim().slice(0, length).replace(LONE_SURROGATE, "")
}
