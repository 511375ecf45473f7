import { clx } from "@medusajs/ui"
import { Fragment } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { ComparedMeasure, SegmentComparison } from "../../src/contract"
import { CsvButton } from "../shared/csv-button"
import { Explained } from "../shared/explained"
import type { Formats } from "../shared/formats"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { IndexMark } from "./index-mark"
import { Letter } from "./letters"

const GROUPS = ["size", "activity", "purchase"] as const
const FIRST = "bg-ui-bg-base sticky left-0 z-[1] w-40 min-w-40 max-w-40 py-2 pl-6 pr-2 text-left sm:w-52 sm:min-w-52 sm:max-w-52"
const CELL = "min-w-24 px-2 py-2 text-right align-top"

/** Every measure of every segment, beside everybody's. */
export function MeasuresTable({ answer, formats }: { answer: SegmentComparison; formats: Formats }) {
  const { t } = useTranslation()
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
      <div className="isolate overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
        <table className="txt-compact-small w-full border-collapse">
          <thead>
            <tr className="border-ui-border-base border-b">
              <th scope="col" className={clx(FIRST, "text-ui-fg-subtle font-normal")}>
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
              <th scope="col" className={clx(CELL, "text-ui-fg-subtle pr-6 font-normal")}>
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
    </Section>
  )
}

function MeasureRow({ measure, formats }: { measure: ComparedMeasure; formats: Formats }) {
  const { t } = useTranslation()
  const label = t(`audience.compare.measures.${measure.key}`, { defaultValue: measure.label })
  const most = Math.max(...measure.values.map((value) => value ?? -Infinity))
  const stands = measure.values.some((value) => value !== null && value < most)
  return (
    <tr className="border-ui-border-base border-b last:border-b-0">
      <th scope="row" className={clx(FIRST, "text-ui-fg-base font-normal")}>
        <span className="flex items-center gap-x-1">
          <span className="line-clamp-2 break-words" title={label}>
            {label}
          </span>
          <Explained text={t(`audience.compare.explain.${measure.key}`, { defaultValue: label })} />
        </span>
      </th>
      {measure.values.map((value, place) => (
        <td key={place} className={CELL}>
          <span className={clx("block tabular-nums", stands && value === most ? "text-ui-fg-base font-semibold" : "text-ui-fg-base")}>
            {measureText(measure.unit, value, formats)}
          </span>
          <IndexMark index={measure.index[place] ?? null} formats={formats} />
        </td>
      ))}
      <td className={clx(CELL, "text-ui-fg-subtle pr-6 tabular-nums")}>{measureText(measure.unit, measure.all, formats)}</td>
    </tr>
  )
}

function measureText(unit: ComparedMeasure["unit"], value: number | null, formats: Formats): string {
  if (value === null) return "–"
  if (unit === "money") return formats.money(value)
  if (unit === "share") return formats.percent(value)
  if (unit === "seconds") return formats.duration(value)
  return formats.number(Math.round(value * 10) / 10)
}
