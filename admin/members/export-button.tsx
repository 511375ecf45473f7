import { ArrowDownTray } from "@medusajs/icons"
import { Button, Label, Popover, RadioGroup, Text, toast } from "@medusajs/ui"
import { useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { errorMessage } from "../shared/client"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { fileSize } from "./file-size"
import type { PeopleQuery } from "./people-list"
import { useExport } from "./use-export"

/** Who reads the file: each form is right for one reader and wrong for the other. */
const FORMS = {
  plain: { bom: false, raw: false, headers: "fields" },
  excel: { bom: true, raw: false, headers: "labels" },
  machine: { bom: false, raw: true, headers: "fields" },
} as const

type Form = keyof typeof FORMS

/** Saves the whole list, not only this page, with the chosen columns, filters, search and order. */
export function ExportButton({ path, query, count }: { path: string; query: PeopleQuery; count: number }) {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const id = useId()
  const [form, setForm] = useState<Form>("plain")
  const rights = useRights()
  const { progress, start, cancel } = useExport()
  // The first line names the columns.
  const received = progress ? Math.max(0, Math.min(count, progress.lines - 1)) : 0
  const part = progress && count > 0 ? Math.min(1, progress.lines / (count + 1)) : 0
  const run = (): void => {
    start(path, query, FORMS[form]).then(
      () => toast.success(t("audience.export.done")),
      (error: unknown) => {
        if (error instanceof DOMException && error.name === "AbortError") toast.info(t("audience.export.canceled"))
        else toast.error(t("audience.export.failed"), { description: errorMessage(error) })
      }
    )
  }
  if (!rights.export) return null
  return (
    <Popover>
      <Popover.Trigger asChild>
        <Button type="button" size="small" variant="secondary">
          <ArrowDownTray />
          {progress ? formats.percent(part) : t("audience.export.button")}
        </Button>
      </Popover.Trigger>
      <Popover.Content
        align="end"
        className="flex w-80 max-w-[calc(100vw-2rem)] flex-col gap-y-3 p-4"
        aria-label={t("audience.export.button")}
      >
        <Text size="small">
          {t("audience.export.what", { number: formats.number(count), count, columns: query.fields.split(",").filter(Boolean).length })}
        </Text>
        <RadioGroup
          aria-label={t("audience.export.form")}
          value={form}
          disabled={progress !== null}
          onValueChange={(next) => setForm(next as Form)}
        >
          {(Object.keys(FORMS) as Form[]).map((name) => (
            <div key={name} className="flex items-start gap-x-2">
              <RadioGroup.Item value={name} id={`${id}-${name}`} aria-describedby={`${id}-${name}-help`} />
              <div>
                <Label size="small" htmlFor={`${id}-${name}`}>
                  {t(`audience.export.forms.${name}`)}
                </Label>
                <Text size="xsmall" className="text-ui-fg-subtle" id={`${id}-${name}-help`}>
                  {t(`audience.export.formHelp.${name}`)}
                </Text>
              </div>
            </div>
          ))}
        </RadioGroup>
        {progress && (
          <div>
            <progress className="w-full" value={part} aria-label={t("audience.export.progress")} />
            <Text size="small" className="text-ui-fg-subtle tabular-nums">
              {t("audience.export.running", {
                size: fileSize(progress.bytes, i18n.language),
                people: formats.number(received),
                count: received,
              })}
            </Text>
          </div>
        )}
        {progress ? (
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
