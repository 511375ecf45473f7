import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ComparedSection, SegmentComparison } from "../../src/contract"
import { FigureRows } from "../shared/figure-rows"
import type { Formats } from "../shared/formats"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import type { Translate } from "../shared/translate"
import { useNarrow } from "../shared/use-narrow"
import { colorOf, Letter } from "./letters"

type Row = ComparedSection["rows"][number]

/** What people of the segments are, where they come from and what they buy, most frequent first. */
export function ComparedSections({ answer, formats }: { answer: SegmentComparison; formats: Formats }) {
  const { t } = useTranslation()
  return (
    <div className="grid items-start gap-2 xl:grid-cols-2">
      {answer.sections.map((section) => {
        const title = t(`audience.compare.sections.${section.id.replace("visit.", "")}`, { defaultValue: section.title })
        return (
          <Section key={section.id} title={title} help={t("audience.compare.sectionHelp")}>
            {section.rows.length === 0 ? (
              <EmptyState title={t("audience.compare.nothing")} />
            ) : (
              <Rows section={section} title={title} answer={answer} formats={formats} />
            )}
          </Section>
        )
      })}
    </div>
  )
}

const FIRST =
  "bg-ui-bg-base sticky left-0 z-[1] w-36 min-w-36 max-w-36 py-1.5 pl-6 pr-2 text-left font-normal sm:w-44 sm:min-w-44 sm:max-w-44"

interface RowsProps {
  section: ComparedSection
  title: string
  answer: SegmentComparison
  formats: Formats
}

function Rows(props: RowsProps) {
  return useNarrow() ? <NarrowRows {...props} /> : <WideRows {...props} />
}

function WideRows({ section, title, answer, formats }: RowsProps) {
  const { t } = useTranslation()
  return (
    <div className="isolate overflow-x-auto pb-2" tabIndex={0} role="region" aria-label={title}>
      <table className="txt-compact-small w-full border-collapse">
        <thead>
          <tr>
            <th className={FIRST}>
              <span className="sr-only">{title}</span>
            </th>
            {answer.segments.map(({ id, name }, place) => (
              <th key={id} scope="col" className="min-w-12 px-1 py-2 text-center font-normal">
                <Letter place={place} name={name} />
                <span className="sr-only">{name}</span>
              </th>
            ))}
            <th scope="col" className="text-ui-fg-subtle min-w-12 whitespace-nowrap py-2 pl-1 pr-6 text-right font-normal">
              {t("audience.compare.allShort")}
            </th>
          </tr>
        </thead>
        <tbody>
          {section.rows.map((row) => {
            const label = labelOf(row, t)
            return (
              <tr key={row.key}>
                <th scope="row" className={clx(FIRST, "text-ui-fg-base")}>
                  <span className="block truncate" title={label}>
                    {label}
                  </span>
                </th>
                {row.shares.map((share, place) => (
                  <td key={place} className="p-0.5 text-center tabular-nums">
                    <Share row={row} place={place} share={share} answer={answer} formats={formats} />
                  </td>
                ))}
                <td className="text-ui-fg-subtle py-1.5 pl-1 pr-6 text-right tabular-nums">{formats.percent(row.share_all)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function NarrowRows({ section, answer, formats }: RowsProps) {
  const { t } = useTranslation()
  return (
    <FigureRows
      align="center"
      heads={[
        ...answer.segments.map(({ id, name }, place) => ({ id, head: <Letter place={place} name={name} /> })),
        { id: "all", head: t("audience.compare.allShort") },
      ]}
      rows={section.rows.map((row) => ({
        key: row.key,
        label: labelOf(row, t),
        figures: [
          ...row.shares.map((share, place) => (
            <Share key={place} row={row} place={place} share={share} answer={answer} formats={formats} />
          )),
          formats.percent(row.share_all),
        ],
      }))}
    />
  )
}

interface ShareProps {
  row: Row
  place: number
  share: number
  answer: SegmentComparison
  formats: Formats
}

/** A share on the colour of its segment, the stronger the larger it is. */
function Share({ row, place, share, answer, formats }: ShareProps) {
  const { t } = useTranslation()
  const people = row.people[place] ?? 0
  const text = t("audience.compare.cell", {
    people: formats.number(people),
    count: people,
    name: answer.segments[place]?.name ?? "",
    share: formats.percent(share),
    all: formats.percent(row.share_all),
  })
  return (
    <span className="relative block py-1" title={text}>
      <span
        aria-hidden
        className="absolute inset-0 rounded"
        style={{ background: colorOf(place), opacity: share === 0 ? 0 : 0.06 + 0.3 * share }}
      />
      <span className="text-ui-fg-base relative">{formats.percent(share)}</span>
    </span>
  )
}

const labelOf = ({ key, label }: Row, t: Translate): string => t(`audience.compare.values.${key}`, { defaultValue: label })
