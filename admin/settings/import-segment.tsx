import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { errorMessage } from "../shared/client"
import { Combobox } from "../shared/combobox"
import { useSegmentOptions } from "../shared/use-segment-options"

interface ImportSegmentProps {
  value: string | undefined
  onChange: (segmentId: string | undefined) => void
}

/** The static segment that the file's people are added to; none unless it is chosen. */
export function ImportSegment({ value, onChange }: ImportSegmentProps) {
  const { t } = useTranslation()
  const { options, error, isLoading, onSearch } = useSegmentOptions({ kind: "static", chosen: value ? [value] : [] })
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 py-4">
      <Text size="small">{t("audience.imports.intoSegment")}</Text>
      <Combobox
        label={t("audience.imports.segment")}
        options={options}
        values={value ? [value] : []}
        onChange={([id]) => onChange(id)}
        loading={isLoading}
        onSearch={onSearch}
        fault={error ? errorMessage(error) : undefined}
      />
      {value && (
        <Button type="button" size="small" variant="transparent" onClick={() => onChange(undefined)}>
          {t("audience.actions.clear")}
        </Button>
      )}
    </div>
  )
}
