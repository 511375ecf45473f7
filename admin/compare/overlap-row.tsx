import { useTranslation } from "react-i18next"
import type { SegmentOverlap } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { colorOf } from "./letters"

interface OverlapRowProps {
  overlap: SegmentOverlap["overlaps"][number]
  answer: SegmentOverlap
  /** People of the largest overlap, whose bar is full. */
  most: number
  name: string
  formats: Formats
  onClick: () => void
}

/** One overlap: a filled dot for each segment these people are in, and how many they are. Opens the list of them. */
export function OverlapRow({ overlap, answer, most, name, formats, onClick }: OverlapRowProps) {
  const { t } = useTranslation()
  const inside = answer.segments.map(({ id }) => overlap.segment_ids.includes(id))
  const [first, last] = [inside.indexOf(true), inside.lastIndexOf(true)]
  const share = formats.percent(overlap.people / answer.people)
  const text = t("audience.compare.overlapText", { name, people: formats.number(overlap.people), share, count: overlap.people })
  return (
    <button
      type="button"
      title={text}
      onClick={onClick}
      className="hover:bg-ui-bg-base-hover focus-visible:shadow-borders-focus flex w-full items-center gap-x-1.5 rounded-md sm:gap-x-3 px-2 py-1 text-left outline-none"
    >
      {/* The row in words, for those who do not see dots and bars. */}
      <span className="sr-only">{text}</span>
      <span aria-hidden className="relative flex shrink-0 gap-x-1">
        {last > first && (
          <span
            className="bg-ui-fg-muted absolute top-1/2 h-0.5 -translate-y-1/2"
            // Twenty pixels a column and four between them, from middle to middle.
            style={{ left: first * 24 + 10, width: (last - first) * 24 }}
          />
        )}
        {inside.map((isIn, place) => (
          <span key={place} className="relative flex h-5 w-5 items-center justify-center">
            <span
              className={isIn ? "h-3 w-3 rounded-full" : "bg-ui-border-base h-1.5 w-1.5 rounded-full"}
              style={isIn ? { background: colorOf(place) } : undefined}
            />
          </span>
        ))}
      </span>
      <span aria-hidden className="min-w-0 flex-1">
        <span className="bg-ui-fg-interactive block h-3 rounded-sm" style={{ width: `max(2px, ${(overlap.people / most) * 100}%)` }} />
      </span>
      <span aria-hidden className="txt-compact-small text-ui-fg-base w-10 shrink-0 text-right tabular-nums sm:w-14">
        {formats.number(overlap.people)}
      </span>
      <span aria-hidden className="txt-compact-xsmall text-ui-fg-subtle hidden w-11 shrink-0 text-right tabular-nums sm:block">
        {share}
      </span>
    </button>
  )
}
