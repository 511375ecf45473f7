import { ArrowDownTray } from "@medusajs/icons"
import { Button, Checkbox, Label, Popover, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentDto } from "../../src/contract"
import { errorMessage } from "../shared/client"
import { useFormats } from "../shared/use-formats"
import { fileSize } from "./file-size"
import type { PeopleQuery } from "./people-list"
import { useExport } from "./use-export"

/** Saves the whole list, not only this page, with the chosen columns, search and order. */
export function ExportButton({ segment, query, count }: { segment: SegmentDto; query: PeopleQuery; count: number }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const [bom, setBom] = useState(false)
  const { bytes, start, cancel } = useExport()
  const running = bytes !== null
  const run = (): void => {
    start(segment.id, query, bom).then(
      () => toast.success(t("audience.export.done")),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === "AbortError") toast.info(t("audience.export.canceled"))
        else toast.error(t("audience.export.failed"), { description: errorMessage(error) })
      }
    )
  }
  return (
    <Popover>
      <Popover.Trigger asChild>
        <Button type="button" size="small" variant="secondary">
          <ArrowDownTray />
          {running ? fileSize(bytes, i18n.language) : t("audience.export.button")}
        </Button>
      </Popover.Trigger>
      <Popover.Content align="end" className="flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-y-3 p-4">
        <Text size="small">
          {t("audience.export.what", { number: formats.number(count), count, columns: query.fields.split(",").filter(Boolean).length })}
        </Text>
        <div className="flex items-start gap-x-2">
          <Checkbox id="export-bom" checked={bom} disabled={running} onCheckedChange={(checked) => setBom(checked === true)} />
          <div>
            <Label size="small" htmlFor="export-bom">
              {t("audience.export.bom")}
            </Label>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {t("audience.export.bomHelp")}
            </Text>
          </div>
        </div>
        {running && (
          <Text size="small" className="text-ui-fg-subtle" role="status">
            {t("audience.export.running", { size: fileSize(bytes, i18n.language) })}
          </Text>
        )}
        {running ? (
          <Button type="button" size="small" variant="secondary" onClick={cancel}>
            {t("audience.actions.cancel")}
          </Button>
        ) : (
          <Button type="button" size="small" disabled={!query.fields} onClick={run}>
            {t("audience.export.start")}
          </Button>
        )}
      </Popover.Content>
    </Popover>
  )
}
