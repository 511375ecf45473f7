/** Medusa's colours by CSS variable, so that charts follow light and dark by themselves. */
export const chart = {
  members: "var(--fg-interactive)",
  everybody: "var(--fg-muted)",
  entered: "var(--tag-green-icon)",
  left: "var(--tag-red-icon)",
  grid: "var(--border-base)",
  tick: { fontSize: 11, fill: "var(--fg-subtle)" },
  tooltip: {
    contentStyle: {
      background: "var(--bg-component)",
      border: "1px solid var(--border-base)",
      borderRadius: 8,
      fontSize: 12,
      color: "var(--fg-base)",
      boxShadow: "var(--elevation-flyout)",
    },
    labelStyle: { color: "var(--fg-subtle)" },
    itemStyle: { padding: 0 },
    cursor: { fill: "var(--bg-base-hover)", stroke: "var(--border-strong)" },
  },
} as const
