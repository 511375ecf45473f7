import { QueryBuilderDnD } from "@react-querybuilder/dnd"
import { useCallback, useEffect, useMemo, useRef } from "react"
import { QueryBuilder, type ControlElementsProp, type FullField } from "react-querybuilder"
import { QueryBuilderHistory } from "react-querybuilder/history"
import type { Catalogue } from "../../../src/contract"
import { BuilderProvider } from "./builder-context"
import { Condition } from "./condition"
import type { BuilderGroup } from "./convert"
import { dragAdapter, mayDrop } from "./drag"
import type { RuleError } from "./error-place"
import { Group } from "./group"
import { History, HISTORY } from "./history"

// Made once: another object on each drawing would make every editor lose its focus.
const CONTROLS: ControlElementsProp<FullField, string> = { rule: Condition, ruleGroup: Group }
/** What a drop that groups two conditions combines them by. */
const COMBINATORS = [
  { name: "all", value: "all", label: "all" },
  { name: "any", value: "any", label: "any" },
]

interface RuleBuilderProps {
  /** Names this builder's history; one per page. */
  id: string
  catalogue: Catalogue
  query: BuilderGroup
  onChange: (query: BuilderGroup) => void
  error: RuleError | null
  strict: boolean
}

/** The visual editor of a rule: by dragging, or with the keyboard alone. */
export function RuleBuilder({ id, catalogue, query, onChange, error, strict }: RuleBuilderProps) {
  const place = useRef<HTMLDivElement>(null)
  const keepFocus = useKeptFocus(place, query)
  const fields = useMemo(() => catalogue.families.flatMap((family) => family.fields), [catalogue])
  const topNodes = query.rules.length
  const builder = useMemo(
    () => ({ catalogue, fields: new Map(fields.map((field) => [field.field, field])), error, strict, topNodes, keepFocus }),
    [catalogue, fields, error, strict, topNodes, keepFocus]
  )
  const options = useMemo(() => fields.map(({ field, label }) => ({ name: field, value: field, label })), [fields])
  return (
    <BuilderProvider value={builder}>
      <QueryBuilderHistory showUndoRedo={false} {...HISTORY}>
        <History id={id}>
          <div ref={place}>
            <QueryBuilderDnD dnd={dragAdapter} controlElements={CONTROLS} canDrop={mayDrop}>
              <QueryBuilder
                qbId={id}
                fields={options}
                combinators={COMBINATORS}
                query={query}
                onQueryChange={onChange}
                enableMountQueryChange={false}
                suppressStandardClassnames
                resetOnFieldChange={false}
                resetOnOperatorChange={false}
              />
            </QueryBuilderDnD>
          </div>
        </History>
      </QueryBuilderHistory>
    </BuilderProvider>
  )
}

/** Gives the focus back once the moved node is drawn at its new place. */
function useKeptFocus(place: React.RefObject<HTMLElement>, query: BuilderGroup): (selector: string) => void {
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current) place.current?.querySelector<HTMLElement>(wanted.current)?.focus()
    wanted.current = null
  }, [place, query])
  return useCallback((selector) => {
    wanted.current = selector
  }, [])
}
