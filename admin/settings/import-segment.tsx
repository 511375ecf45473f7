import { Button, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SegmentDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Combobox } from "../shared/combobox"
import { keys, retry } from "../shared/queries"
import { useFormats } from "../shared/use-formats"

interface ImportSegmentProps {
  value: string | undefined
  onChange: (segmentId: string | undefined) => void
}

/** The static segment that the file's people are added to; none unless it is chosen. */
export function ImportSegment({ value, onChange }: ImportSegmentProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, error, isLoading } = useQuery({
    queryKey: [...keys.segments, "static"],
    queryFn: async ({ signal }) =>
      (await api.get<{ segments: SegmentDto[] }>("/segments", { kind: "static", order: "name", limit: 200 }, signal)).segments,
    staleTime: 5_000,
    retry,
  })
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 py-4">
      <Text size="small">{t("audience.imports.intoSegment")}</Text>
      <Combobox
        label={t("audience.imports.segment")}
        options={(data ?? []).map(({ id, name, members_count }) => ({ value: id, label: name, count: formats.number(members_count) }))}
        values={value ? [value] : []}
        onChange={([id]) => onChange(id)}
        loading={isLoading}
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
