import { useTranslation } from "react-i18next"
import type { FieldType, Operator } from "../../../src/contract"
import { PlainSelect } from "../../shared/plain-select"
import type { Translate } from "../../shared/translate"

const WORDS: Record<FieldType, string> = {
  number: "number",
  money: "number",
  duration: "number",
  text: "text",
  choice: "text",
  boolean: "boolean",
  date: "date",
  list: "list",
}

/** An operator in words that fit its type: "at least", "starts with", "in the last". */
export function operatorWords(t: Translate, type: FieldType, operator: string): string {
  return t(`audience.operators.${WORDS[type]}.${operator}`, { defaultValue: operator })
}

interface OperatorSelectProps {
  type: FieldType
  operators: readonly Operator[]
  value: string
  onChange: (operator: Operator) => void
}

export function OperatorSelect({ type, operators, value, onChange }: OperatorSelectProps) {
  const { t } = useTranslation()
  return (
    <PlainSelect
      label={t("audience.builder.operator")}
      value={value as Operator}
      options={operators.map((operator) => ({ value: operator, label: operatorWords(t, type, operator) }))}
      onChange={onChange}
    />
  )
}
