// The lines of the table are those that figure.ts describes.

/** One figure for whoever watches. */
export function lineOf({ number, name, ours, reference, ratio, wanted, holds }) {
  const compared = ratio === undefined ? "" : `, ratio ${ratio.toFixed(2)}`
  return `#${number} ${name}: ${ours} | ${reference}${compared} | wanted ${wanted}${holds === null ? "" : holds ? ": holds" : ": MISSED"}`
}

/** The figures as a table in Markdown. */
export function tableOf(figures) {
  const rows = [...figures]
    .sort((one, other) => one.number - other.number)
    .map(({ number, name, ours, reference, ratio, wanted, holds }) => [
      String(number),
      name,
      ours,
      reference,
      ratio === undefined ? "–" : ratio.toFixed(2),
      wanted,
      holds === null ? "–" : holds ? "yes" : "**no**",
    ])
  const lines = [["#", "figure", "ours", "reference", "ratio", "wanted", "holds"], Array(7).fill("---"), ...rows]
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}
