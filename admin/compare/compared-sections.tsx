import { clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ComparedSection, SegmentComparison } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { colorOf, Letter } from "./letters"

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

function Rows({
  section,
  title,
  answer,
  formats,
}: {
  section: ComparedSection
  title: string
  answer: SegmentComparison
  formats: Formats
}) {
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
            const label = t(`audience.compare.values.${row.key}`, { defaultValue: row.label })
            return (
              <tr key={row.key}>
                <th scope="row" className={clx(FIRST, "text-ui-fg-base")}>
                  <span className="block truncate" title={label}>
                    {label}
                  </span>
                </th>
                {row.shares.map((share, place) => (
                  <td
                    key={place}
                    className="relative px-1 py-1.5 text-center tabular-nums"
                    title={t("audience.compare.cell", {
                      people: formats.number(row.people[place] ?? 0),
                      name: answer.segments[place]?.name ?? "",
                      share: formats.percent(share),
                      all: formats.percent(row.share_all),
                    })}
                  >
                    <span
                      aria-hidden
                      className="absolute inset-0.5 rounded"
                      style={{ background: colorOf(place), opacity: share === 0 ? 0 : 0.06 + 0.3 * share }}
                    />
                    <span className="text-ui-fg-base relative">{formats.percent(share)}</span>
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
