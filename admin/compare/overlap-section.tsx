import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentOverlap } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import type { Translate } from "../shared/translate"
import { Letter } from "./letters"
import { OverlapPeople } from "./overlap-people"
import { OverlapRow } from "./overlap-row"
import { useOverlap } from "./use-answers"

const FIRST_ROWS = 12

export type Overlap = SegmentOverlap["overlaps"][number]

/** What an overlap is called: "Only A and C", with the segments' names. */
export function overlapName({ segment_ids }: Overlap, { segments }: SegmentOverlap, t: Translate, language: string): string {
  const names = segments.filter(({ id }) => segment_ids.includes(id)).map(({ name }) => name)
  const list = new Intl.ListFormat(language.slice(0, 2), { type: "conjunction" }).format(names)
  return t("audience.compare.only", { names: list })
}

/** Everybody in any of the segments, counted once: by exactly the segments they are in (an UpSet chart). */
export function OverlapSection({ ids, formats, enabled }: { ids: string[]; formats: Formats; enabled: boolean }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useOverlap(ids, enabled)
  return (
    <Section
      title={t("audience.compare.overlapTitle")}
      help={t("audience.compare.overlapHelp")}
      subtitle={data && t("audience.compare.inAny", { people: formats.number(data.people), count: data.people })}
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows />}
      {data?.people === 0 && <EmptyState title={t("audience.compare.nobody")} />}
      {data && data.people > 0 && <UpSet answer={data} formats={formats} />}
    </Section>
  )
}

function UpSet({ answer, formats }: { answer: SegmentOverlap; formats: Formats }) {
  const { t, i18n } = useTranslation()
  const [whole, setWhole] = useState(false)
  const [shown, setShown] = useState<Overlap | null>(null)
  const rows = whole ? answer.overlaps : answer.overlaps.slice(0, FIRST_ROWS)
  const most = answer.overlaps[0]?.people ?? 1
  const hidden = answer.overlaps.length - FIRST_ROWS
  return (
    <>
      <div className="px-4 py-3 sm:px-6">
        <div aria-hidden className="flex items-center gap-x-3 px-2 pb-1">
          <div className="flex gap-x-1">
            {answer.segments.map(({ id, name }, place) => (
              <Letter key={id} place={place} name={name} />
            ))}
          </div>
        </div>
        <ul aria-label={t("audience.compare.overlapTitle")}>
          {rows.map((overlap) => (
            <li key={overlap.segment_ids.join()}>
              <OverlapRow
                overlap={overlap}
                answer={answer}
                most={most}
                name={overlapName(overlap, answer, t, i18n.language)}
                formats={formats}
                onClick={() => setShown(overlap)}
              />
            </li>
          ))}
        </ul>
        {hidden > 0 && (
          <Button size="small" variant="transparent" className="mt-1" onClick={() => setWhole(!whole)}>
            {whole ? t("audience.report.less") : t("audience.report.more", { count: hidden })}
          </Button>
        )}
      </div>
      <OverlapPeople
        overlap={shown}
        name={shown ? overlapName(shown, answer, t, i18n.language) : ""}
        compared={answer.segments.map(({ id }) => id)}
        formats={formats}
        onClose={() => setShown(null)}
      />
    </>
  )
}
