import { clx } from "@medusajs/ui"
import { Fragment } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ComparedMeasure, SegmentComparison } from "../../src/contract"
import { Cards } from "../shared/cards"
import { CsvButton } from "../shared/csv-button"
import { Explained } from "../shared/explained"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { useNarrow } from "../shared/use-narrow"
import { IndexMark } from "./index-mark"
import { Letter, Lettered } from "./letters"

const GROUPS = ["size", "activity", "purchase"] as const
const FIRST = "bg-ui-bg-base sticky left-0 z-[1] w-40 min-w-40 max-w-40 py-2 pl-6 pr-2 text-left sm:w-52 sm:min-w-52 sm:max-w-52"
const CELL = "min-w-24 px-2 py-2 text-right align-top"

interface MeasuresProps {
  answer: SegmentComparison
  formats: Formats
}

/** Every measure of every segment, beside everybody's. */
export function MeasuresTable({ answer, formats }: MeasuresProps) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const title = t("audience.compare.measuresTitle")
  const save = (): void =>
    saveCsv(
      `compare-${answer.from}-${answer.to}.csv`,
      ["measure", ...answer.segments.map(({ name }) => name), t("audience.compare.all")],
      answer.measures.map(({ key, values, all }) => ({
        measure: key,
        ...Object.fromEntries(answer.segments.map(({ name }, place) => [name, values[place] ?? null])),
        [t("audience.compare.all")]: all,
      }))
    )
  return (
    <Section
      title={title}
      help={t("audience.compare.measuresHelp")}
      subtitle={t("audience.compare.range", { from: formats.day(answer.from), to: formats.day(answer.to) })}
      actions={<CsvButton onClick={save} what={title} />}
    >
      {narrow ? <MeasureCards answer={answer} formats={formats} /> : <MeasuresGrid answer={answer} title={title} formats={formats} />}
    </Section>
  )
}

function MeasuresGrid({ answer, title, formats }: MeasuresProps & { title: string }) {
  const { t } = useTranslation()
  return (
    <div className="isolate overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="txt-compact-small w-full border-collapse">
        <thead>
          <tr className="border-ui-border-base border-b">
            <th scope="col" className={clx(FIRST, "text-ui-fg-subtle align-bottom font-normal")}>
              {t("audience.compare.measure")}
            </th>
            {answer.segments.map(({ id, name }, place) => (
              <th key={id} scope="col" className={clx(CELL, "align-bottom font-medium")}>
                <span className="flex flex-col items-end gap-y-1">
                  <Letter place={place} />
                  <Link to={`/segments/${id}`} title={name} className="hover:text-ui-fg-interactive line-clamp-2 max-w-28 break-words">
                    {name}
                  </Link>
                </span>
              </th>
            ))}
            <th scope="col" className={clx(CELL, "text-ui-fg-subtle pr-6 align-bottom font-normal")}>
              {t("audience.compare.all")}
            </th>
          </tr>
        </thead>
        <tbody>
          {GROUPS.map((group) => (
            <Fragment key={group}>
              <tr className="bg-ui-bg-subtle">
                <th scope="colgroup" colSpan={answer.segments.length + 2} className="text-ui-fg-subtle px-6 py-1.5 text-left font-normal">
                  <span className="sticky left-6">{t(`audience.compare.groups.${group}`)}</span>
                </th>
              </tr>
              {answer.measures
                .filter((measure) => measure.group === group)
                .map((measure) => (
                  <MeasureRow key={measure.key} measure={measure} formats={formats} />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same for a telephone: a card for each measure. */
function MeasureCards({ answer, formats }: MeasuresProps) {
  const { t } = useTranslation()
  const columns = [
    { id: "measure", head: t("audience.compare.measure"), cell: (measure: ComparedMeasure) => <MeasureName measure={measure} /> },
    ...answer.segments.map(({ id, name }, place) => ({
      id,
      head: <Lettered place={place} name={name} />,
      cell: (measure: ComparedMeasure) => (
        <span className="flex items-baseline justify-end gap-x-2">
          <IndexMark index={measure.index[place] ?? null} formats={formats} />
          <MeasureValue measure={measure} place={place} formats={formats} />
        </span>
      ),
    })),
    { id: "all", head: t("audience.compare.all"), cell: ({ unit, all }: ComparedMeasure) => measureText(unit, all, formats) },
  ]
  return GROUPS.map((group) => (
    <Cards
      key={group}
      head={<span className="txt-compact-small text-ui-fg-subtle">{t(`audience.compare.groups.${group}`)}</span>}
      columns={columns}
      rows={answer.measures.filter((measure) => measure.group === group)}
      keyOf={({ key }) => key}
    />
  ))
}

function MeasureRow({ measure, formats }: { measure: ComparedMeasure; formats: Formats }) {
  return (
    <tr className="border-ui-border-base border-b last:border-b-0">
      <th scope="row" className={clx(FIRST, "text-ui-fg-base font-normal")}>
        <MeasureName measure={measure} />
      </th>
      {measure.values.map((_, place) => (
        <td key={place} className={CELL}>
          <MeasureValue measure={measure} place={place} formats={formats} />
          <IndexMark index={measure.index[place] ?? null} formats={formats} />
        </td>
      ))}
      <td className={clx(CELL, "text-ui-fg-subtle pr-6 tabular-nums")}>{measureText(measure.unit, measure.all, formats)}</td>
    </tr>
  )
}

function MeasureName({ measure: { key, label: given } }: { measure: ComparedMeasure }) {
  const { t } = useTranslation()
  const label = t(`audience.compare.measures.${key}`, { defaultValue: given })
  return (
    <span className="flex items-center gap-x-1">
      <span className="line-clamp-2 break-words" title={label}>
        {label}
      </span>
      <Explained text={t(`audience.compare.explain.${key}`, { defaultValue: label })} />
    </span>
  )
}

/** A segment's figure, bold where no other segment has more. */
function MeasureValue({ measure: { unit, values }, place, formats }: { measure: ComparedMeasure; place: number; formats: Formats }) {
  const value = values[place] ?? null
  const most = Math.max(...values.map((one) => one ?? -Infinity))
  const stands = values.some((one) => one !== null && one < most)
  return (
    <span className={clx("text-ui-fg-base block tabular-nums", stands && value === most && "font-semibold")}>
      {measureText(unit, value, formats)}
    </span>
  )
}

function measureText(unit: ComparedMeasure["unit"], value: number | null, formats: Formats): string {
  if (value === null) return "–"
  if (unit === "money") return formats.money(value)
  if (unit === "share") return formats.percent(value)
  if (unit === "seconds") return formats.duration(value)
  return formats.number(Math.round(value * 10) / 10)
}
