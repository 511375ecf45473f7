import { Button, toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation, useNavigate } from "react-router-dom"
import type { ImportDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { FittingTable } from "../shared/fitting-table"
import { retry } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { useFormats } from "../shared/use-formats"
import { useRights } from "../shared/use-rights"
import { ImportBadge } from "./import-badge"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"

/** CSV files with attributes of people: the ones there were, and a new one. */
export function ImportsPage() {
  const query = useQuery({
    queryKey: ["audience", "imports"],
    queryFn: async ({ signal }) => (await api.get<{ imports: ImportDto[] }>("/imports", { limit: 50 }, signal)).imports,
    refetchInterval: 5_000,
    retry,
  })
  return (
    <SettingsFrame tab="imports">
      <Loaded query={query}>{(imports) => <Imports imports={imports} />}</Loaded>
    </SettingsFrame>
  )
}

function Imports({ imports }: { imports: ImportDto[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { edit } = useRights()
  return (
    <Section title={t("audience.imports.title")} subtitle={t("audience.imports.help")} actions={edit && <UploadButton />}>
      {imports.length === 0 ? (
        <EmptyState title={t("audience.imports.none")}>{t("audience.imports.noneHelp")}</EmptyState>
      ) : (
        <FittingTable
          rows={imports}
          keyOf={({ id }) => id}
          columns={[
            { id: "file", head: t("audience.imports.file"), cell: (one) => <FileLink one={one} /> },
            { id: "status", head: t("audience.imports.status"), cell: ({ status }) => <ImportBadge status={status} /> },
            ...(["rows", "stored", "refused"] as const).map((count) => ({
              ...{ id: count, head: t(`audience.imports.${count}`), numeric: true },
              cell: (one: ImportDto) => formats.number(one[count]),
            })),
            { id: "at", head: t("audience.imports.at"), cell: ({ created_at: at }) => formats.dateTime(at) },
          ]}
        />
      )}
    </Section>
  )
}

function FileLink({ one: { id, name } }: { one: ImportDto }) {
  return (
    <Link
      to={`/segments/settings/imports/${id}`}
      title={name}
      className="text-ui-fg-base hover:text-ui-fg-interactive block max-w-[260px] truncate underline underline-offset-2"
    >
      {name}
    </Link>
  )
}

function UploadButton() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { search } = useLocation()
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    // Always a dry run first: what a file would do is shown before it does it.
    mutationFn: async (file: File) =>
      (
        await api.upload<{ import: ImportDto }>(
          "/imports",
          { name: file.name.slice(0, 200), dry_run: true, segment_id: new URLSearchParams(search).get("segment") ?? undefined },
          file
        )
      ).import,
    onSuccess: (uploaded) => {
      cache.setQueryData(["audience", "import", uploaded.id], uploaded)
      // Which segment the file's people are meant for is passed on.
      void navigate({ pathname: `/segments/settings/imports/${uploaded.id}`, search })
    },
    onError: (error) => toast.error(t("audience.imports.notRead"), { description: errorMessage(error) }),
  })
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="hidden"
        aria-label={t("audience.imports.choose")}
        onChange={({ target }) => {
          const file = target.files?.[0]
          // The same file, mended, must be a choice again.
          target.value = ""
          if (file) upload.mutate(file)
        }}
      />
      <Button size="small" variant="secondary" isLoading={upload.isPending} onClick={() => input.current?.click()}>
        {t("audience.imports.choose")}
      </Button>
    </>
  )
}
