import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Combobox } from "../../shared/combobox"
import { useFamilyName } from "../../shared/family-badge"
import { useBuilder } from "./builder-context"

/** All questions about a person, grouped by family, each with what it means. */
export function FieldPicker({ value, onChange, startOpen }: { value: string; onChange: (field: string) => void; startOpen: boolean }) {
  const { t } = useTranslation()
  const { catalogue } = useBuilder()
  const familyName = useFamilyName()
  const options = useMemo(
    () =>
      catalogue.families.flatMap(({ id, fields }) =>
        fields.map(({ field, label, help }) => ({ value: field, label, help, group: familyName(id) }))
      ),
    [catalogue, familyName]
  )
  return (
    <Combobox
      label={t("audience.builder.field")}
      placeholder={t("audience.builder.chooseField")}
      options={options}
      values={value ? [value] : []}
      onChange={([field]) => field && onChange(field)}
      startOpen={startOpen}
      className="min-w-[12rem]"
    />
  )
}
