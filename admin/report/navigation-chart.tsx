import { useTranslation } from "react-i18next"
import { Layer, Rectangle, ResponsiveContainer, Sankey, Tooltip, type SankeyLinkProps, type SankeyNodeProps } from "recharts"
import type { NavigationFlow } from "../../src/contract"
import { chart } from "../shared/chart-theme"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { navigationData, type StepNode } from "./navigation-data"

const shortened = (text: string): string => (text.length > 20 ? `${text.slice(0, 19)}…` : text)
const colorOf = ({ kind }: Pick<StepNode, "kind">): string =>
  kind === "page" ? chart.members : kind === "left" ? chart.left : chart.everybody

/** How members go from page to page, from the landing page on, and where they leave. The table of steps beside it says it in figures. */
export function NavigationChart({ flow, formats }: { flow: NavigationFlow; formats: Formats }) {
  const { t } = useTranslation()
  const data = navigationData(flow, { other: t("audience.report.otherPages"), left: t("audience.report.leftSite") })
  const title = t("audience.report.flow")
  const summary = [...data.links]
    .sort((a, b) => b.value - a.value)
    .slice(0, 12)
    .map(({ source, target, value }) => `${data.nodes[source]?.name} → ${data.nodes[target]?.name}: ${formats.number(value)}`)
    .join(", ")
  const save = (): void =>
    saveCsv(
      "behaviour-flow.csv",
      ["step", "from", "to", "sessions"],
      flow.links.map(({ step, from, to, sessions }) => ({ step: step + 1, from, to, sessions }))
    )
  return (
    <Section
      title={title}
      help={t("audience.report.flowHelp")}
      className="xl:col-span-2"
      actions={data.links.length > 0 && <CsvButton onClick={save} what={title} />}
    >
      {data.links.length === 0 && <EmptyState title={t("audience.report.none")} />}
      {data.links.length > 0 && (
        <div className="overflow-x-auto px-2 py-4" tabIndex={0} role="region" aria-label={title}>
          <div role="img" aria-label={`${title}: ${summary}`} className="h-[420px] min-w-[820px]">
            <ResponsiveContainer width="100%" height="100%" minWidth={0}>
              <Sankey
                data={data}
                sort={false}
                align="left"
                nodeWidth={8}
                nodePadding={24}
                margin={{ left: 8, right: 150, top: 8, bottom: 16 }}
                node={(props: SankeyNodeProps) => <Page {...props} formats={formats} />}
                link={(props: SankeyLinkProps) => <Step {...props} />}
                accessibilityLayer={false}
              >
                <Tooltip
                  {...chart.tooltip}
                  formatter={(value, name) => [formats.number(Number(value)), String(name).replace(" - ", " → ")]}
                />
              </Sankey>
            </ResponsiveContainer>
          </div>
        </div>
      )}
    </Section>
  )
}

function Page({ x, y, width, height, payload, formats }: SankeyNodeProps & { formats: Formats }) {
  const node = payload as unknown as StepNode
  return (
    <Layer>
      <Rectangle x={x} y={y} width={width} height={Math.max(height, 1)} fill={colorOf(node)} radius={2} />
      <text x={x + width + 6} y={y + height / 2 + 4} fontSize={11} fill="var(--fg-base)">
        {shortened(node.name)}
        <tspan fill="var(--fg-subtle)"> {formats.number(node.sessions)}</tspan>
        <title>{node.name}</title>
      </text>
    </Layer>
  )
}

function Step({ sourceX, targetX, sourceY, targetY, sourceControlX, targetControlX, linkWidth, payload }: SankeyLinkProps) {
  return (
    <path
      d={`M${sourceX},${sourceY} C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
      fill="none"
      stroke={colorOf(payload.target as unknown as StepNode)}
      strokeWidth={Math.max(linkWidth, 1)}
      strokeOpacity={0.22}
    />
  )
}
