import { Button, Table, toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation, useNavigate } from "react-router-dom"
import type { ImportDto } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
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
        <div className="overflow-x-auto">
          <Table>
            <Table.Header>
              <Table.Row>
                <Table.HeaderCell>{t("audience.imports.file")}</Table.HeaderCell>
                <Table.HeaderCell>{t("audience.imports.status")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("audience.imports.rows")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("audience.imports.stored")}</Table.HeaderCell>
                <Table.HeaderCell className="text-right">{t("audience.imports.refused")}</Table.HeaderCell>
                <Table.HeaderCell>{t("audience.imports.at")}</Table.HeaderCell>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {imports.map((one) => (
                <Table.Row key={one.id}>
                  <Table.Cell className="max-w-[260px] truncate" title={one.name}>
                    <Link
                      to={`/segments/settings/imports/${one.id}`}
                      className="text-ui-fg-base hover:text-ui-fg-interactive underline underline-offset-2"
                    >
                      {one.name}
                    </Link>
                  </Table.Cell>
                  <Table.Cell>
                    <ImportBadge status={one.status} />
                  </Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{formats.number(one.rows)}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{formats.number(one.stored)}</Table.Cell>
                  <Table.Cell className="text-right tabular-nums">{formats.number(one.refused)}</Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{formats.dateTime(one.created_at)}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
    </Section>
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
