import { Button, Text, toast, usePrompt } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useParams, useSearchParams } from "react-router-dom"
import type { AttributeDto, ImportDto, ImportMapping } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { retry, useSegment } from "../shared/queries"
import { saveFile } from "../shared/save-file"
import { Section } from "../shared/section"
import { TextLink } from "../shared/text-link"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { ImportBadge } from "./import-badge"
import { ImportFaults } from "./import-faults"
import { ImportMappingEditor } from "./import-mapping"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"

const POLL_MS = 1_000
const MOVING = ["running", "undoing"]

/** One file: what its columns mean, what it would change, and what it changed. */
export function ImportPage() {
  const { id = "" } = useParams()
  const query = useQuery({
    queryKey: ["audience", "import", id],
    queryFn: async ({ signal }) => (await api.get<{ import: ImportDto }>(`/imports/${id}`, {}, signal)).import,
    refetchInterval: ({ state }) => (state.data && MOVING.includes(state.data.status) ? POLL_MS : false),
    retry,
  })
  const attributes = useQuery({
    queryKey: ["audience", "attributes"],
    queryFn: async ({ signal }) => (await api.get<{ attributes: AttributeDto[] }>("/attributes", {}, signal)).attributes,
    retry,
  })
  return (
    <SettingsFrame tab="imports">
      <Loaded query={query}>{(one) => <One one={one} attributes={attributes.data ?? []} />}</Loaded>
    </SettingsFrame>
  )
}

function One({ one, attributes }: { one: ImportDto; attributes: AttributeDto[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const ask = usePrompt()
  const cache = useQueryClient()
  const [search] = useSearchParams()
  const [unchecked, setUnchecked] = useState(false)
  const { edit } = useRights()
  const change = useMutation({
    mutationFn: async ({ path = "", body = {} }: { path?: string; body?: { mapping?: ImportMapping; dry_run?: boolean } }) =>
      (await api.post<{ import: ImportDto }>(`/imports/${one.id}${path}`, body)).import,
    onSuccess: (changed) => {
      cache.setQueryData(["audience", "import", one.id], changed)
      setUnchecked(false)
    },
    onError: (error) => toast.error(t("audience.imports.stopped"), { description: errorMessage(error) }),
  })
  const undo = async (): Promise<void> => {
    const sure = await ask({
      title: t("audience.imports.undo"),
      description: t("audience.imports.undoHelp"),
      confirmText: t("audience.imports.undo"),
      cancelText: t("audience.actions.cancel"),
    })
    if (sure) change.mutate({ path: "/undo" })
  }
  const saveFaults = async (): Promise<void> => {
    const answer = await api.file(`/imports/${one.id}/errors`, {})
    saveFile(`${one.name}-errors.csv`, await answer.blob())
  }
  const open = ["uploaded", "checked", "failed"].includes(one.status) && one.sample.length > 0
  return (
    <>
      <Section
        title={one.name}
        subtitle={t("audience.imports.figures", {
          rows: formats.number(one.rows),
          count: one.rows,
          stored: formats.number(one.stored),
          refused: formats.number(one.refused),
        })}
        actions={
          <>
            <ImportBadge status={one.status} />
            {edit && one.status === "checked" && (
              <Button
                size="small"
                isLoading={change.isPending}
                // The stored mapping would be carried out, not the one that is seen.
                disabled={unchecked}
                title={unchecked ? t("audience.imports.checkFirst") : undefined}
                onClick={() => change.mutate({ body: { dry_run: false } })}
              >
                {t("audience.imports.carryOut")}
              </Button>
            )}
            {edit && one.can_undo && (
              <Button size="small" variant="secondary" isLoading={change.isPending} onClick={() => void undo()}>
                {t("audience.imports.undo")}
              </Button>
            )}
          </>
        }
      >
        {MOVING.includes(one.status) && (
          <div className="px-6 py-4">
            <progress className="h-2 w-full" max={one.rows} value={one.processed} aria-label={t("audience.imports.progress")} />
          </div>
        )}
        {one.error && (
          <Text size="small" role="alert" className="text-ui-fg-error px-6 py-3">
            {one.error}
          </Text>
        )}
        {one.status === "checked" && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-3">
            {t("audience.imports.checkedHelp")}
          </Text>
        )}
        {one.mapping?.segment_id && <IntoSegment id={one.mapping.segment_id} status={one.status} />}
      </Section>
      {open && edit && (
        <ImportMappingEditor
          one={one}
          proposed={search.get("segment") ?? undefined}
          attributes={attributes}
          busy={change.isPending}
          onChange={() => setUnchecked(true)}
          onCheck={(mapping) => change.mutate({ body: { mapping, dry_run: true } })}
        />
      )}
      {one.refused > 0 && <ImportFaults one={one} onSave={() => void saveFaults()} />}
    </>
  )
}

/** Where the file's people go, or went. */
function IntoSegment({ id, status }: { id: string; status: ImportDto["status"] }) {
  const { t } = useTranslation()
  const { data: segment } = useSegment(id)
  return (
    <Text size="small" className="px-6 py-3">
      {t(status === "done" ? "audience.imports.addedTo" : "audience.imports.addsTo")}{" "}
      <TextLink to={`/segments/${id}`}>{segment?.name ?? id}</TextLink>
    </Text>
  )
}
