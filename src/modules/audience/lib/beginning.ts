/**
 * The beginning of a text, at most `most` UTF-16 units long and never with half a character at its end:
 * PostgreSQL refuses JSON with half of a surrogate pair, and with it everything that stands beside it.
 */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, "")
}
