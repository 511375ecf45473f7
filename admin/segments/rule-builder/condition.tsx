import { clx, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { update, type RuleProps } from "react-querybuilder"
import type { RuleValue } from "../../../src/contract"
import { Explained } from "../../shared/explained"
import { useBuilder } from "./builder-context"
import { missingPart, onField, valueFor } from "./condition-draft"
import type { BuilderRule, ConditionRest } from "./convert"
import { samePath } from "./error-place"
import { FieldPicker } from "./field-picker"
import { FiltersEditor } from "./filters-editor"
import { NodeActions } from "./node-actions"
import { OperatorSelect } from "./operator-select"
import { HappenedSelect, StepsEditor } from "./steps-editor"
import { ValueEditor } from "./value-editor"
import { WindowEditor } from "./window-editor"

/** One condition: field, operator, value, then its window and filters. Replaces react-querybuilder's own rule. */
export function Condition({ path, rule: given, schema, actions, dndRef, dragRef, isDragging, isOver }: RuleProps) {
  const { t } = useTranslation()
  const { fields, error, strict } = useBuilder()
  const rule = given as BuilderRule
  const rest: ConditionRest = rule.value ?? {}
  const field = fields.get(rule.field)
  const missing = strict ? missingPart(rule) : null
  const refused = error && samePath(error.path, path) ? error.text : null
  const problem = refused ?? (missing && t(`audience.builder.missing.${missing}`))

  /** Field, operator and value change together: one step for undo, and nothing is reset behind our back. */
  const change = (next: Partial<Pick<BuilderRule, "field" | "operator" | "value">>): void =>
    schema.dispatchQuery(update(schema.getQuery(), next, path, { resetOnFieldChange: false, resetOnOperatorChange: false }))
  const changeRest = (next: Partial<ConditionRest>): void => change({ value: { ...rest, ...next } })

  return (
    <div
      ref={dndRef}
      role="group"
      aria-label={field?.label ?? t("audience.builder.condition")}
      className={clx(
        "bg-ui-bg-component shadow-elevation-card-rest flex flex-col gap-y-2 rounded-lg p-2",
        problem && "shadow-borders-error",
        isDragging && "opacity-40",
        isOver && "shadow-borders-interactive-with-active"
      )}
    >
      <div className="flex flex-col-reverse gap-1 sm:flex-row sm:items-start">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
          <FieldPicker
            value={rule.field}
            startOpen={rule.field === ""}
            onChange={(name) => {
              const next = fields.get(name)
              if (next && name !== rule.field) change(onField(rule, next))
            }}
          />
          {field && <Explained text={field.help} />}
          {field?.step_dimensions && <HappenedSelect value={rest.value !== false} onChange={(value) => changeRest({ value })} />}
          {field && !field.step_dimensions && (
            <>
              <OperatorSelect
                type={field.type}
                operators={field.operators}
                value={rule.operator}
                onChange={(operator) => change({ operator, value: { ...rest, value: valueFor(field.type, operator, rest.value) } })}
              />
              <ValueEditor
                key={`${rule.field} ${rule.operator}`}
                field={rule.field}
                type={field.type}
                operator={rule.operator}
                {...(field.choices ? { choices: field.choices } : {})}
                suggests={field.suggests}
                value={rest.value}
                invalid={missing === "value"}
                onChange={(value: RuleValue | undefined) => changeRest({ value })}
              />
            </>
          )}
          {field?.windowed && <WindowEditor within={rest.within} onChange={(within) => changeRest({ within })} />}
        </div>
        <NodeActions
          id={rule.id}
          path={path}
          kind="condition"
          dragRef={dragRef}
          onMove={(direction) => actions.moveRule(path, direction)}
          onDuplicate={() => actions.moveRule(path, [...path.slice(0, -1), (path.at(-1) ?? 0) + 1], true)}
          onRemove={() => actions.onRuleRemove(path)}
        />
      </div>
      {rule.field !== "" && !field && <UnknownField name={rule.field} />}
      {field?.step_dimensions && (
        <StepsEditor field={field} rest={rest} invalid={missing === "steps" || missing === "filter"} onChange={changeRest} />
      )}
      {field && field.dimensions.length > 0 && (
        <FiltersEditor
          field={field.field}
          dimensions={field.dimensions}
          where={rest.where ?? []}
          invalid={missing === "filter"}
          onChange={(where) => changeRest({ where: where.length > 0 ? where : undefined })}
        />
      )}
      {problem && (
        <Text size="xsmall" role="alert" className="text-ui-fg-error px-1">
          {problem}
        </Text>
      )}
    </div>
  )
}

/** A field that the shop no longer has: its condition is kept as it is until somebody decides. */
function UnknownField({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <Text size="xsmall" className="text-ui-fg-error px-1">
      {t("audience.builder.unknownField", { field: name })}
    </Text>
  )
}
