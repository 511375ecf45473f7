import { useTranslation } from "react-i18next"
import { Layer, Rectangle, ResponsiveContainer, Sankey, Tooltip, type SankeyLinkProps, type SankeyNodeProps } from "recharts"
import type { SegmentFlows } from "../../src/contract"
import { chart } from "../shared/chart-theme"
import type { Formats } from "../shared/formats"
import { useNarrow } from "../shared/use-narrow"
import { flowData, type FlowLink, type FlowNode } from "./flow-data"
import { colorOf, letterOf } from "./letters"

/** Pixels and letters that a name has beside the ribbons; on a telephone segments are told by their letters alone. */
const LABEL = { wide: { pixels: 132, letters: 18 }, narrow: { pixels: 72, letters: 9 } }
const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

const colorOfNode = ({ place }: Pick<FlowNode, "place">): string => (place === null ? "var(--fg-muted)" : colorOf(place))

/** Where people were and where they are, everybody once (a Sankey diagram). The table beside it says the same in figures. */
export function FlowChart({ answer, formats }: { answer: SegmentFlows; formats: Formats }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const { pixels } = LABEL[narrow ? "narrow" : "wide"]
  const data = flowData(answer, t("audience.compare.none"))
  const text = ({ source, target, value }: FlowLink): string =>
    t("audience.compare.flowText", {
      from: data.nodes[source]?.name ?? "",
      to: data.nodes[target]?.name ?? "",
      people: formats.number(value),
      count: value,
    })
  const summary = [...data.links].sort((a, b) => b.value - a.value).slice(0, 12).map(text).join("; ") // prettier-ignore
  return (
    <div className="overflow-x-auto px-2 py-4">
      <div role="img" aria-label={summary} className="sm:min-w-[560px]" style={{ height: Math.max(260, data.nodes.length * 34) }}>
        <ResponsiveContainer width="100%" height="100%" minWidth={0}>
          <Sankey
            data={data}
            sort={false}
            iterations={0}
            nodeWidth={10}
            nodePadding={22}
            margin={{ left: pixels, right: pixels, top: 16, bottom: 16 }}
            node={(props: SankeyNodeProps) => <Bar {...props} narrow={narrow} formats={formats} />}
            link={(props: SankeyLinkProps) => <Ribbon {...props} />}
            accessibilityLayer={false}
          >
            <Tooltip
              {...chart.tooltip}
              // A ribbon's name would be "A - B".
              formatter={(value, _name, { payload }) => {
                const item = (payload as { payload?: Partial<FlowLink> & Partial<FlowNode> }).payload
                const people = formats.number(Number(value))
                if (item?.side) return [people, item.name ?? ""]
                const { source, target } = item as unknown as { source: FlowNode; target: FlowNode }
                return [people, `${source.name} → ${target.name}`]
              }}
            />
          </Sankey>
        </ResponsiveContainer>
      </div>
    </div>
  )
}

function Bar({ x, y, width, height, payload, narrow, formats }: SankeyNodeProps & { narrow: boolean; formats: Formats }) {
  const node = payload as unknown as FlowNode
  const left = node.side === "from"
  const name = shortened(node.name, LABEL[narrow ? "narrow" : "wide"].letters)
  const text = node.place === null ? name : narrow ? letterOf(node.place) : `${letterOf(node.place)} ${name}`
  const at = { x: left ? x - 8 : x + width + 8, textAnchor: left ? "end" : "start" } as const
  return (
    <Layer>
      <Rectangle x={x} y={y} width={width} height={Math.max(height, 1)} fill={colorOfNode(node)} radius={2} />
      <text {...at} y={y + height / 2 - 1} fontSize={12} fill="var(--fg-base)">
        {text}
        <title>{node.name}</title>
      </text>
      <text {...at} y={y + height / 2 + 13} fontSize={11} fill="var(--fg-subtle)">
        {formats.number(node.people)}
      </text>
    </Layer>
  )
}

function Ribbon({ sourceX, targetX, sourceY, targetY, sourceControlX, targetControlX, linkWidth, payload }: SankeyLinkProps) {
  return (
    <path
      d={`M${sourceX},${sourceY} C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
      fill="none"
      stroke={colorOfNode(payload.source as unknown as FlowNode)}
      strokeWidth={Math.max(linkWidth, 1)}
      strokeOpacity={0.28}
    />
  )
}
