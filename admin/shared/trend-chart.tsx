import { useTranslation } from "react-i18next"
import { Area, AreaChart, Bar, BarChart, CartesianGrid, Legend, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { TrendPoint } from "../../src/contract"
import { chart } from "./chart-theme"
import type { Formats } from "./formats"

const MARGIN = { top: 4, right: 16, bottom: 0, left: 0 }
const AXIS = { tick: chart.tick, axisLine: false, tickLine: false, width: 44, allowDecimals: false } as const

/** Members by day, and below it, on an axis of their own, who entered and left. */
export function TrendChart({ points, formats }: { points: TrendPoint[]; formats: Formats }) {
  const { t } = useTranslation()
  const last = points.at(-1)
  const summary = last
    ? t("audience.trend.summary", { members: formats.number(last.members), count: last.members, day: formats.day(last.date) })
    : ""
  return (
    <div role="img" aria-label={summary} className="flex flex-col gap-y-1 px-2 py-4">
      <MembersChart points={points} formats={formats} />
      <ChangesChart points={points} formats={formats} />
    </div>
  )
}

interface PartProps {
  points: TrendPoint[]
  formats: Formats
}

function MembersChart({ points, formats }: PartProps) {
  const { t } = useTranslation()
  return (
    <ResponsiveContainer width="100%" height={176} minWidth={0}>
      <AreaChart data={points} margin={MARGIN} syncId="trend">
        <CartesianGrid stroke={chart.grid} vertical={false} />
        <XAxis dataKey="date" hide />
        <YAxis {...AXIS} tickFormatter={(value) => formats.compact(Number(value))} />
        <Tooltip
          {...chart.tooltip}
          labelFormatter={(day) => formats.day(String(day))}
          formatter={(value, name) => [formats.number(Number(value)), name]}
        />
        <Area
          type="monotone"
          dataKey="members"
          name={t("audience.trend.members")}
          stroke={chart.members}
          fill={chart.members}
          fillOpacity={0.12}
          strokeWidth={2}
          // Of a single day there is no line to be seen.
          dot={points.length === 1}
          isAnimationActive={false}
        />
      </AreaChart>
    </ResponsiveContainer>
  )
}

function ChangesChart({ points, formats }: PartProps) {
  const { t } = useTranslation()
  const data = points.map(({ date, entered, left }) => ({ date, entered, left: -left }))
  return (
    <ResponsiveContainer width="100%" height={120} minWidth={0}>
      <BarChart data={data} margin={MARGIN} syncId="trend" stackOffset="sign">
        <XAxis
          dataKey="date"
          tickFormatter={(day) => formats.shortDay(String(day))}
          tick={chart.tick}
          axisLine={false}
          tickLine={false}
          minTickGap={32}
        />
        <YAxis {...AXIS} tickCount={3} tickFormatter={(value) => formats.compact(Math.abs(Number(value)))} />
        <ReferenceLine y={0} stroke={chart.grid} />
        <Tooltip
          {...chart.tooltip}
          labelFormatter={(day) => formats.day(String(day))}
          formatter={(value, name) => [formats.number(Math.abs(Number(value))), name]}
        />
        <Legend itemSorter="dataKey" iconSize={8} wrapperStyle={{ fontSize: 12 }} />
        <Bar
          dataKey="entered"
          name={t("audience.trend.entered")}
          fill={chart.entered}
          stackId="changes"
          maxBarSize={10}
          isAnimationActive={false}
        />
        <Bar dataKey="left" name={t("audience.trend.left")} fill={chart.left} stackId="changes" maxBarSize={10} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
