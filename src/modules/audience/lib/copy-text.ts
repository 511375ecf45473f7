const SPECIAL = /[\\\t\n\r]/
const SPECIAL_ALL = /[\\\t\n\r]/g
const ESCAPED: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }

/** A text field of COPY's text format. */
export function copyText(text: string | null): string {
  if (text === null) return "\\N"
  return SPECIAL.test(text) ? text.replace(SPECIAL_ALL, (character) => ESCAPED[character] ?? character) : text
}

/** A list of texts as a field of COPY's text format, for a column of type `text[]`. */
export function copyTextList(texts: readonly string[]): string {
  return copyText(`{${texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`).join(",")}}`)
}
