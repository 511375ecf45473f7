import { Button } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { AttributeDto, ImportDto, ImportMapping } from "../../src/contract"
import { Cut, FittingTable } from "../shared/fitting-table"
import { PlainSelect } from "../shared/plain-select"
import { Section } from "../shared/section"
import { ImportSegment } from "./import-segment"

const KEYS = ["customer_id", "email", "id"] as const
const IGNORED = "-"

interface ImportMappingProps {
  one: ImportDto
  /** A static segment that the address proposes for the file's people. */
  proposed: string | undefined
  attributes: AttributeDto[]
  busy: boolean
  /** Something was chosen that is not checked yet. */
  onChange: () => void
  onCheck: (mapping: ImportMapping) => void
}

/** What each column of the file means: whose row it is, an attribute, or nothing. */
export function ImportMappingEditor({ one, proposed, attributes, busy, onChange, onCheck }: ImportMappingProps) {
  const { t } = useTranslation()
  const [segmentId, setSegmentId] = useState(one.mapping?.segment_id ?? proposed)
  const [meanings, setMeanings] = useState<Record<string, string>>(() => meaningsOf(one.mapping))
  const options = [
    { value: IGNORED, label: t("audience.imports.ignored") },
    ...KEYS.map((key) => ({ value: `key:${key}`, label: t(`audience.imports.keys.${key}`) })),
    ...attributes.map(({ key, label }) => ({ value: key, label })),
  ]
  const mapping = mappingOf(one.columns, meanings, segmentId)
  return (
    <Section
      title={t("audience.imports.mapping")}
      subtitle={t("audience.imports.mappingHelp")}
      actions={
        <Button size="small" variant="secondary" disabled={!mapping} isLoading={busy} onClick={() => mapping && onCheck(mapping)}>
          {t("audience.imports.check")}
        </Button>
      }
    >
      <ImportSegment
        value={segmentId}
        onChange={(id) => {
          setSegmentId(id)
          onChange()
        }}
      />
      <FittingTable
        rows={one.columns}
        keyOf={(column) => column}
        columns={[
          { id: "column", head: t("audience.imports.column"), cell: (column) => <Cut text={column} /> },
          {
            id: "meaning",
            head: t("audience.imports.meaning"),
            cell: (column) => (
              <span className="flex justify-end sm:justify-start">
                <PlainSelect
                  label={t("audience.imports.meaningOf", { column })}
                  value={meanings[column] ?? IGNORED}
                  options={options}
                  onChange={(value) => {
                    setMeanings((before) => ({ ...before, [column]: value }))
                    onChange()
                  }}
                />
              </span>
            ),
          },
          { id: "examples", head: t("audience.imports.examples"), cell: (column) => <Cut text={examplesOf(one, column)} /> },
        ]}
      />
    </Section>
  )
}

function examplesOf({ columns, sample }: ImportDto, column: string): string {
  return sample
    .map((cells) => cells[columns.indexOf(column)])
    .filter(Boolean)
    .join(" · ")
}

function meaningsOf(mapping: ImportMapping | null): Record<string, string> {
  return mapping ? { ...mapping.attributes, [mapping.key.column]: `key:${mapping.key.by}` } : {}
}

/** Null until exactly one column says whose row it is, and another one holds something or the people go into a segment. */
function mappingOf(columns: string[], meanings: Record<string, string>, segmentId: string | undefined): ImportMapping | null {
  const meant = columns.flatMap((column) => {
    const meaning = meanings[column]
    return meaning && meaning !== IGNORED ? [[column, meaning] as const] : []
  })
  const keys = meant.filter(([, meaning]) => meaning.startsWith("key:"))
  const attributes = meant.filter(([, meaning]) => !meaning.startsWith("key:"))
  const [key] = keys
  const by = KEYS.find((one) => key?.[1] === `key:${one}`)
  if (!key || !by || keys.length > 1 || (attributes.length === 0 && !segmentId)) return null
  return { key: { column: key[0], by }, attributes: Object.fromEntries(attributes), ...(segmentId ? { segment_id: segmentId } : {}) }
}
