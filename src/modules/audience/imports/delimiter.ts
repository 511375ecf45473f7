const DELIMITERS = [",", ";", "\t"] as const

/**
 * What separates the cells: of comma, semicolon and tab the one that the header has most of
 * outside quotes. Spreadsheets write semicolons where the comma is the decimal sign.
 */
export function delimiterOf(beginning: string): (typeof DELIMITERS)[number] {
  const counts = new Map<string, number>()
  let quoted = false
  for (const character of beginning) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === "\n" || character === "\r") {
      // Empty lines may stand above the header.
      if (counts.size > 0) break
    } else counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return DELIMITERS.reduce((best, one) => ((counts.get(one) ?? 0) > (counts.get(best) ?? 0) ? one : best))
}
