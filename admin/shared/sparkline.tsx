import { Line, LineChart, YAxis } from "recharts"
import { chart } from "./chart-theme"

/** The course of a count without axes; `label` says it in words. */
export function Sparkline({ values, label }: { values: number[]; label: string }) {
  if (values.length < 2) return <span className="text-ui-fg-subtle">–</span>
  const data = values.map((members) => ({ members }))
  return (
    <div role="img" aria-label={label} title={label} className="pointer-events-none">
      <LineChart width={96} height={28} data={data} margin={{ top: 3, bottom: 3, left: 1, right: 1 }} accessibilityLayer={false}>
        <YAxis hide domain={["dataMin", "dataMax"]} />
        <Line type="monotone" dataKey="members" stroke={chart.members} strokeWidth={1.5} dot={false} isAnimationActive={false} />
      </LineChart>
    </div>
  )
}
