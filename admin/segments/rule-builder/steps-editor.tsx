import { ArrowDownMini, ArrowUpMini, Plus, Trash } from "@medusajs/icons"
import { Button, IconButton, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { RULE_LIMITS, type CatalogueField, type SequenceStep } from "../../../src/contract"
import { PlainSelect } from "../../shared/plain-select"
import type { ConditionRest } from "./convert"
import { FiltersEditor } from "./filters-editor"
import { FEWEST_STEPS, moved } from "./steps"
import { SpanInput, SuggestedValues } from "./value-editors"

interface StepsEditorProps {
  field: CatalogueField
  rest: ConditionRest
  invalid: boolean
  onChange: (next: Pick<ConditionRest, "steps" | "step_within">) => void
}

/** Whether the sequence must have happened or must not. */
export function HappenedSelect({ value, onChange }: { value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <PlainSelect
      label={t("audience.builder.value")}
      value={value ? "happened" : "missed"}
      options={(["happened", "missed"] as const).map((key) => ({ value: key, label: t(`audience.steps.${key}`) }))}
      onChange={(next) => onChange(next === "happened")}
    />
  )
}

/** The events of a sequence, in order, each with its filters, and how soon one must follow the other. */
export function StepsEditor({ field, rest, invalid, onChange }: StepsEditorProps) {
  const { t } = useTranslation()
  const { steps = [], step_within: within } = rest
  const set = (next: SequenceStep[]): void => onChange({ steps: next })
  return (
    <div className="flex flex-col gap-y-2">
      <ol className="flex flex-col gap-y-2">
        {steps.map((step, index) => (
          <li key={index}>
            <Step
              field={field}
              step={step}
              number={index + 1}
              invalid={invalid}
              onChange={(next) => set(steps.map((old, at) => (at === index ? next : old)))}
              {...(index > 0 ? { onUp: () => set(moved(steps, index, -1)) } : {})}
              {...(index < steps.length - 1 ? { onDown: () => set(moved(steps, index, 1)) } : {})}
              {...(steps.length > FEWEST_STEPS ? { onRemove: () => set(steps.filter((_, at) => at !== index)) } : {})}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-2">
        {steps.length < RULE_LIMITS.steps && (
          <Button
            type="button"
            size="small"
            variant="transparent"
            className="text-ui-fg-subtle"
            onClick={() => set([...steps, { name: "" }])}
          >
            <Plus />
            {t("audience.steps.add")}
          </Button>
        )}
        <PlainSelect
          label={t("audience.steps.within")}
          value={within ? "within" : "any"}
          options={(["any", "within"] as const).map((value) => ({ value, label: t(`audience.steps.pace.${value}`) }))}
          onChange={(next) => onChange({ step_within: next === "within" ? { last: 1, unit: "day" } : undefined })}
        />
        {within && (
          <SpanInput
            label={t("audience.steps.within")}
            count={within.last || undefined}
            unit={within.unit}
            onChange={(last, unit) => onChange({ step_within: { last: last ?? 0, unit } })}
          />
        )}
      </div>
    </div>
  )
}

interface StepProps {
  field: CatalogueField
  step: SequenceStep
  number: number
  invalid: boolean
  onChange: (step: SequenceStep) => void
  onUp?: () => void
  onDown?: () => void
  onRemove?: () => void
}

function Step({ field, step, number, invalid, onChange, onUp, onDown, onRemove }: StepProps) {
  const { t } = useTranslation()
  const button = (name: "moveUp" | "moveDown" | "remove", icon: React.ReactNode, act: (() => void) | undefined) => (
    <IconButton
      type="button"
      size="small"
      variant="transparent"
      aria-label={t(`audience.steps.${name}`, { number })}
      disabled={!act}
      onClick={act}
    >
      {icon}
    </IconButton>
  )
  return (
    <div
      role="group"
      aria-label={t("audience.steps.step", { number })}
      className="border-ui-border-base flex flex-col gap-y-1.5 rounded-lg border border-dashed p-2"
    >
      <div className="flex flex-wrap items-center gap-1.5">
        <Text size="small" className="text-ui-fg-subtle min-w-14">
          {t(number === 1 ? "audience.steps.first" : "audience.steps.then")}
        </Text>
        <SuggestedValues
          label={t("audience.steps.event")}
          field="behavior.events"
          dimension="name"
          values={step.name ? [step.name] : []}
          multiple={false}
          free
          invalid={invalid && step.name === ""}
          onChange={([name]) => name !== undefined && onChange({ ...step, name })}
        />
        <div className="ml-auto flex shrink-0">
          {button("moveUp", <ArrowUpMini />, onUp)}
          {button("moveDown", <ArrowDownMini />, onDown)}
          {button("remove", <Trash />, onRemove)}
        </div>
      </div>
      <FiltersEditor
        field={field.field}
        dimensions={field.step_dimensions ?? []}
        where={step.where ?? []}
        invalid={invalid}
        onChange={(where) => {
          const { where: _, ...rest } = step
          onChange(where.length > 0 ? { ...rest, where } : rest)
        }}
      />
    </div>
  )
}
