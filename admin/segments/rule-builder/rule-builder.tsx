import { ArrowUturnLeft } from "@medusajs/icons"
import { IconButton } from "@medusajs/ui"
import { useMemo, type KeyboardEvent } from "react"
import { useTranslation } from "react-i18next"
import { QueryBuilder, type ControlElementsProp, type FullField } from "react-querybuilder"
import { QueryBuilderHistory, useQueryBuilderHistory } from "react-querybuilder/history"
import type { Catalogue } from "../../../src/contract"
import { BuilderProvider } from "./builder-context"
import { Condition } from "./condition"
import type { BuilderGroup } from "./convert"
import type { RuleError } from "./error-place"
import { Group } from "./group"

// Made once: another object on each drawing would make every editor lose its focus.
const CONTROLS: ControlElementsProp<FullField, string> = { rule: Condition, ruleGroup: Group }
const HISTORY = { maxHistory: 100, coalesceMs: 600 }

interface RuleBuilderProps {
  /** Names this builder's history; one per page. */
  id: string
  catalogue: Catalogue
  query: BuilderGroup
  onChange: (query: BuilderGroup) => void
  error: RuleError | null
  strict: boolean
}

/** The visual editor of a rule. Ctrl+Z and Ctrl+Shift+Z undo and redo outside of text boxes. */
export function RuleBuilder({ id, catalogue, query, onChange, error, strict }: RuleBuilderProps) {
  const fields = useMemo(() => catalogue.families.flatMap((family) => family.fields), [catalogue])
  const builder = useMemo(
    () => ({ catalogue, fields: new Map(fields.map((field) => [field.field, field])), error, strict }),
    [catalogue, fields, error, strict]
  )
  const options = useMemo(() => fields.map(({ field, label }) => ({ name: field, value: field, label })), [fields])
  return (
    <BuilderProvider value={builder}>
      <QueryBuilderHistory showUndoRedo={false} {...HISTORY}>
        <History id={id}>
          <QueryBuilder
            qbId={id}
            fields={options}
            query={query}
            onQueryChange={onChange}
            controlElements={CONTROLS}
            enableMountQueryChange={false}
            suppressStandardClassnames
            resetOnFieldChange={false}
            resetOnOperatorChange={false}
          />
        </History>
      </QueryBuilderHistory>
    </BuilderProvider>
  )
}

function History({ id, children }: { id: string; children: React.ReactNode }) {
  const { t } = useTranslation()
  const { undo, redo, canUndo, canRedo } = useQueryBuilderHistory(id, HISTORY)
  const onKeyDown = (event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement
    if (typing || event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (event.shiftKey) redo()
    else undo()
  }
  return (
    <div className="relative flex flex-col gap-y-3 px-6 py-4" onKeyDown={onKeyDown}>
      <div className="absolute right-4 top-3 flex">
        <IconButton
          type="button"
          size="small"
          variant="transparent"
          aria-label={t("audience.builder.undo")}
          disabled={!canUndo}
          onClick={undo}
        >
          <ArrowUturnLeft />
        </IconButton>
        <IconButton
          type="button"
          size="small"
          variant="transparent"
          aria-label={t("audience.builder.redo")}
          disabled={!canRedo}
          onClick={redo}
        >
          <ArrowUturnLeft className="-scale-x-100" />
        </IconButton>
      </div>
      {children}
    </div>
  )
}
