import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { Catalogue } from "../../src/contract"
import { Combobox } from "../shared/combobox"
import { useFamilyName } from "../shared/family-badge"

/** Which fields a list shows, and a file holds, in the order they were chosen. */
export function ColumnChooser({
  catalogue,
  fields,
  onChange,
}: {
  catalogue: Catalogue
  fields: string[]
  onChange: (fields: string[]) => void
}) {
  const { t } = useTranslation()
  const familyName = useFamilyName()
  const options = useMemo(
    () =>
      catalogue.families.flatMap((family) =>
        family.fields
          // A field that means nothing without a filter or steps has no value of its own.
          .filter(({ dimensions, step_dimensions }) => !step_dimensions && !dimensions.some(({ required }) => required))
          .map(({ field, label, help }) => ({ value: field, label, help, group: familyName(family.id) }))
      ),
    [catalogue, familyName]
  )
  return (
    <Combobox
      label={t("audience.members.columns")}
      text={t("audience.members.columnsChosen", { count: fields.length })}
      options={options}
      values={fields}
      onChange={onChange}
      multiple
    />
  )
}
