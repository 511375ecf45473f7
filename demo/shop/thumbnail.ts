const COLORS = ["#8a5a44", "#3f6b5c", "#55608f", "#a0763c", "#7a4b6b", "#4b7a8c", "#96513f", "#5f7340", "#6a5a86", "#2f6f77"]

/** A small picture of a product as a data URL: the shop loads nothing from elsewhere. */
export function thumbnail(title: string, category: string): string {
  const seed = [...`${category}/${title}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  const color = COLORS[[...category].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLORS.length]
  const [x, y, r] = [30 + (seed % 40), 30 + ((seed >> 4) % 40), 18 + ((seed >> 8) % 14)]
  const initials = title
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? "")
    .join("")
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="${color}"/>` +
    `<circle cx="${x}" cy="${y}" r="${r}" fill="#fff" opacity=".18"/><rect x="${100 - x}" y="${y}" width="${r}" height="${r}" fill="#fff" opacity=".12" transform="rotate(${seed % 90} 50 50)"/>` +
    `<text x="50" y="59" font-family="Georgia,serif" font-size="28" fill="#fff" text-anchor="middle">${initials}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
