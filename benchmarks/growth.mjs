/** Figures that are measured at a tenth of the size as well. */
export const GROWING = [3, 10, 11]
const MOST = 12

/** How much longer ten times the people take. Figures tell their own time in `ms`. */
export function growthFigure(profiles, small, large) {
  const grown = large.flatMap(({ number, ms }) => {
    const before = small.find((figure) => figure.number === number)
    return before ? [{ number, factor: ms / before.ms }] : []
  })
  const worst = Math.max(...grown.map(({ factor }) => factor))
  return {
    ...{ number: 16, name: `growth from ${(profiles / 10).toLocaleString("en")} to ${profiles.toLocaleString("en")} profiles` },
    ours: grown.map(({ number, factor }) => `#${number} ${factor.toFixed(1)} ×`).join(", "),
    ...{ reference: "–", ratio: worst, wanted: `≤ ${MOST} ×`, holds: worst <= MOST },
  }
}
