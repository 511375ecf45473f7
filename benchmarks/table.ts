import type { Figure } from "./figure"

/** One figure for whoever watches. */
export function lineOf({ number, name, ours, reference, ratio, wanted, holds }: Figure): string {
  const compared = ratio === undefined ? "" : `, ratio ${ratio.toFixed(2)}`
  return `#${number} ${name}: ${ours} | ${reference}${compared} | wanted ${wanted}${holds === null ? "" : holds ? ": holds" : ": MISSED"}`
}

/** The figures as a table in Markdown. */
export function tableOf(figures: readonly Figure[]): string {
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
  const lines = [
    ["#", "figure", "ours", "reference", "ratio", "wanted", "holds"],
    ["---", "---", "---", "---", "---", "---", "---"],
    ...rows,
  ]
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}
