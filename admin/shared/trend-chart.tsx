import { useTranslation } from "react-i18next"
import { Area, Bar, CartesianGrid, ComposedChart, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { TrendPoint } from "../../src/contract"
import { chart } from "./chart-theme"
import type { Formats } from "./formats"

/** Members by day, and who entered and left as bars above and below zero. */
export function TrendChart({ points, formats }: { points: TrendPoint[]; formats: Formats }) {
  const { t } = useTranslation()
  const data = points.map(({ date, members, entered, left }) => ({ date, members, entered, left: -left }))
  const last = points.at(-1)
  const summary = last ? t("audience.trend.summary", { members: formats.number(last.members), day: formats.day(last.date) }) : ""
  return (
    <div role="img" aria-label={summary} className="h-64 w-full px-2 py-4">
      <ResponsiveContainer width="100%" height="100%" minWidth={0}>
        <ComposedChart data={data} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} stackOffset="sign">
          <CartesianGrid stroke={chart.grid} vertical={false} />
          <XAxis
            dataKey="date"
            tickFormatter={(day) => formats.shortDay(String(day))}
            tick={chart.tick}
            stroke={chart.grid}
            minTickGap={32}
            tickLine={false}
          />
          <YAxis
            yAxisId="members"
            tickFormatter={(value) => formats.compact(Number(value))}
            tick={chart.tick}
            axisLine={false}
            tickLine={false}
            width={44}
            allowDecimals={false}
          />
          <YAxis
            yAxisId="changes"
            orientation="right"
            tickFormatter={(value) => formats.compact(Math.abs(Number(value)))}
            tick={chart.tick}
            axisLine={false}
            tickLine={false}
            width={36}
            allowDecimals={false}
          />
          <Tooltip
            {...chart.tooltip}
            labelFormatter={(day) => formats.day(String(day))}
            formatter={(value, name) => [formats.number(Math.abs(Number(value))), name]}
          />
          <Legend iconSize={8} wrapperStyle={{ fontSize: 12, color: "var(--fg-subtle)" }} />
          <Area
            yAxisId="members"
            type="monotone"
            dataKey="members"
            name={t("audience.trend.members")}
            stroke={chart.members}
            fill={chart.members}
            fillOpacity={0.12}
            strokeWidth={2}
            isAnimationActive={false}
          />
          <Bar
            yAxisId="changes"
            dataKey="entered"
            name={t("audience.trend.entered")}
            fill={chart.entered}
            stackId="changes"
            maxBarSize={10}
            isAnimationActive={false}
          />
          <Bar
            yAxisId="changes"
            dataKey="left"
            name={t("audience.trend.left")}
            fill={chart.left}
            stackId="changes"
            maxBarSize={10}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}
