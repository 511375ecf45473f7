import { useTranslation } from "react-i18next"
import type { FieldType, RelativeTime, RuleValue } from "../../../src/contract"
import { NumberInput } from "../../shared/number-input"
import { PlainSelect } from "../../shared/plain-select"
import { useBuilder } from "./builder-context"
import { valueForm } from "./condition-draft"
import { ChosenValues, DayInput, DurationInput, RelativeInput, SuggestedValues } from "./value-editors"

interface ValueEditorProps {
  /** Full name of the field; with `dimension`, the filter's. */
  field: string
  dimension?: string
  type: FieldType
  operator: string
  choices?: { value: string; label: string }[]
  suggests: boolean
  value: RuleValue | undefined
  onChange: (value: RuleValue | undefined) => void
  invalid?: boolean
}

/** The editor for a value, chosen by its type and by the form that its operator wants. */
export function ValueEditor(props: ValueEditorProps) {
  const { t } = useTranslation()
  const { type, operator, value, onChange } = props
  const form = valueForm(operator)
  const label = t("audience.builder.value")
  switch (form) {
    case "none":
      return null
    case "last":
    case "next":
      return (
        <RelativeInput
          label={label}
          value={(value as RelativeTime | undefined) ?? { last: 30, unit: "day" }}
          direction={form}
          onChange={onChange}
        />
      )
    case "two":
      return <PairEditor {...props} />
    case "many":
      return <ListEditor {...props} multiple label={label} />
    default:
  }
  if (type === "boolean") {
    const options = [true, false].map((choice) => ({
      value: String(choice),
      label: t(choice ? "audience.builder.yes" : "audience.builder.no"),
    }))
    return <PlainSelect label={label} value={String(value ?? true)} options={options} onChange={(next) => onChange(next === "true")} />
  }
  if (type === "text" || type === "choice" || type === "list") return <ListEditor {...props} multiple={false} label={label} />
  return <SingleEditor {...props} label={label} />
}

function ListEditor({
  field,
  dimension,
  type,
  choices,
  suggests,
  value,
  onChange,
  invalid,
  multiple,
  label,
}: ValueEditorProps & { multiple: boolean; label: string }) {
  const values = (Array.isArray(value) ? value : value === undefined || typeof value === "object" ? [] : [value]).map(String)
  const numeric = type === "number" || type === "money" || type === "duration"
  const typed = (next: string): string | number => (numeric ? Number(next) : next)
  const list = {
    label,
    values,
    multiple,
    invalid,
    onChange: (next: string[]) => onChange(multiple ? next.map(typed) : next[0] === undefined ? undefined : typed(next[0])),
  }
  if (choices && choices.length > 0) return <ChosenValues {...list} choices={choices} />
  return <SuggestedValues {...list} field={field} {...(dimension ? { dimension } : {})} free={type === "text" || !suggests} />
}

function SingleEditor({
  type,
  value,
  onChange,
  invalid,
  label,
}: Pick<ValueEditorProps, "type" | "value" | "onChange" | "invalid"> & { label: string }) {
  const { catalogue } = useBuilder()
  const number = typeof value === "number" ? value : undefined
  if (type === "date") return <DayInput label={label} value={typeof value === "string" ? value : undefined} onChange={onChange} />
  if (type === "duration") return <DurationInput label={label} value={number} onChange={onChange} />
  return (
    <NumberInput
      label={label}
      value={number}
      onChange={onChange}
      {...(invalid ? { invalid } : {})}
      {...(type === "money" ? { suffix: catalogue.currency.toUpperCase() } : {})}
    />
  )
}

function PairEditor({ type, value, onChange, invalid }: ValueEditorProps) {
  const { t } = useTranslation()
  const pair = Array.isArray(value) ? value : []
  const set = (index: 0 | 1) => (next: RuleValue | undefined) => {
    const both: (string | number | undefined)[] = [pair[0], pair[1]]
    both[index] = next as string | number | undefined
    // A missing end is found before the rule is asked or saved.
    onChange(both as (string | number)[])
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <SingleEditor type={type} value={pair[0]} onChange={set(0)} {...(invalid ? { invalid } : {})} label={t("audience.builder.from")} />
      <span className="txt-compact-small text-ui-fg-subtle">{t("audience.builder.and")}</span>
      <SingleEditor type={type} value={pair[1]} onChange={set(1)} {...(invalid ? { invalid } : {})} label={t("audience.builder.to")} />
    </div>
  )
}
