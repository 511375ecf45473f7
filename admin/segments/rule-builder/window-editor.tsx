import { useTranslation } from "react-i18next"
import type { Window } from "../../../src/contract"
import { PlainSelect } from "../../shared/plain-select"
import { DayInput, SpanInput } from "./value-editors"

const KINDS = ["any", "last", "between"] as const

type Kind = (typeof KINDS)[number]

const kindOf = (within: Window | undefined): Kind => (!within ? "any" : "last" in within ? "last" : "between")

/** When: any time, the last days, hours or minutes, or between two days. */
export function WindowEditor({ within, onChange }: { within: Window | undefined; onChange: (within: Window | undefined) => void }) {
  const { t } = useTranslation()
  const kind = kindOf(within)
  const change = (next: Kind): void => onChange(next === "any" ? undefined : next === "last" ? { last: 30, unit: "day" } : {})
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <PlainSelect
        label={t("audience.builder.window")}
        value={kind}
        options={KINDS.map((value) => ({ value, label: t(`audience.window.${value}`) }))}
        onChange={change}
      />
      {within && "last" in within && (
        <SpanInput
          label={t("audience.builder.window")}
          count={within.last}
          unit={within.unit}
          onChange={(last, unit) => onChange({ last: last ?? 0, unit })}
        />
      )}
      {within && !("last" in within) && (
        <>
          <DayInput label={t("audience.builder.from")} value={within.from} onChange={(from) => onChange(days(from, within.to))} />
          <span className="txt-compact-small text-ui-fg-subtle">{t("audience.builder.and")}</span>
          <DayInput label={t("audience.builder.to")} value={within.to} onChange={(to) => onChange(days(within.from, to))} />
        </>
      )}
    </div>
  )
}

function days(from: string | undefined, to: string | undefined): Window {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}
