import { useTranslation } from "react-i18next"
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import type { ReportRow } from "../../src/contract"
import { chart } from "../shared/chart-theme"
import type { Formats } from "../shared/formats"

const shortened = (text: string): string => (text.length > 22 ? `${text.slice(0, 21)}…` : text)

/** Shares of the segment beside shares of all profiles, a pair of bars for each value. */
export function DistributionChart({ rows, formats, title }: { rows: ReportRow[]; formats: Formats; title: string }) {
  const { t } = useTranslation()
  const data = rows.map(({ key, label, share, share_all }) => ({ key, label, share, share_all }))
  const summary = data.map(({ label, share }) => `${label} ${formats.percent(share)}`).join(", ")
  return (
    <div role="img" aria-label={`${title}: ${summary}`} className="w-full px-2 py-4" style={{ height: 72 + data.length * 34 }}>
      <ResponsiveContainer width="100%" height="100%" minWidth={0}>
        <BarChart data={data} layout="vertical" margin={{ top: 0, right: 16, bottom: 0, left: 8 }} barGap={1}>
          <CartesianGrid stroke={chart.grid} horizontal={false} />
          <XAxis
            type="number"
            tickFormatter={(share) => formats.percent(Number(share))}
            tick={chart.tick}
            stroke={chart.grid}
            tickLine={false}
          />
          <YAxis
            type="category"
            dataKey="label"
            width={140}
            tick={chart.tick}
            tickFormatter={shortened}
            axisLine={false}
            tickLine={false}
            interval={0}
          />
          <Tooltip {...chart.tooltip} formatter={(share, name) => [formats.percent(Number(share)), name]} />
          <Legend iconSize={8} wrapperStyle={{ fontSize: 12 }} />
          <Bar
            dataKey="share"
            name={t("audience.report.share")}
            fill={chart.members}
            radius={[0, 3, 3, 0]}
            maxBarSize={12}
            isAnimationActive={false}
          />
          <Bar
            dataKey="share_all"
            name={t("audience.report.shareAll")}
            fill={chart.everybody}
            radius={[0, 3, 3, 0]}
            maxBarSize={12}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
