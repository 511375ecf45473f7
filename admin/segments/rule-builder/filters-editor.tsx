import { Plus, XMarkMini } from "@medusajs/icons"
import { Button, IconButton } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { CatalogueDimension, Filter } from "../../../src/contract"
import { Combobox } from "../../shared/combobox"
import { firstOperator, valueFor } from "./condition-draft"
import { OperatorSelect } from "./operator-select"
import { ValueEditor } from "./value-editor"
import { SuggestedValues } from "./value-editors"

interface FiltersEditorProps {
  /** Full name of the field that the filters belong to, by which values are suggested. */
  field: string
  dimensions: CatalogueDimension[]
  where: Filter[]
  onChange: (where: Filter[]) => void
  invalid: boolean
}

/** The filters that must hold on the same event, order or cart. */
export function FiltersEditor({ field, dimensions, where, onChange, invalid }: FiltersEditorProps) {
  const { t } = useTranslation()
  const set = (index: number, filter: Filter): void => onChange(where.map((old, at) => (at === index ? filter : old)))
  const free = dimensions.filter(({ key, open }) => open || !where.some(({ dimension }) => dimension === key))
  const add = (): void => {
    const [next] = free
    if (next) onChange([...where, { dimension: next.key, operator: firstOperator(next.type, next.operators) }])
  }
  return (
    <div className="flex flex-col gap-y-1.5">
      {where.map((filter, index) => (
        <FilterRow
          key={index}
          field={field}
          dimensions={dimensions}
          filter={filter}
          first={index === 0}
          invalid={invalid}
          onChange={(next) => set(index, next)}
          {...(dimensionOf(dimensions, filter.dimension)?.required
            ? {}
            : { onRemove: () => onChange(where.filter((_, at) => at !== index)) })}
        />
      ))}
      {free.length > 0 && (
        <Button type="button" size="small" variant="transparent" className="text-ui-fg-subtle w-fit" onClick={add}>
          <Plus />
          {t("audience.builder.addFilter")}
        </Button>
      )}
    </div>
  )
}

/** A prefix such as `properties.` stands for every name that follows it. */
function dimensionOf(dimensions: CatalogueDimension[], key: string): CatalogueDimension | undefined {
  return dimensions.find((dimension) => (dimension.open ? key.startsWith(dimension.key) : key === dimension.key))
}

interface FilterRowProps {
  field: string
  dimensions: CatalogueDimension[]
  filter: Filter
  first: boolean
  invalid: boolean
  onChange: (filter: Filter) => void
  onRemove?: () => void
}

function FilterRow({ field, dimensions, filter, first, invalid, onChange, onRemove }: FilterRowProps) {
  const { t } = useTranslation()
  const dimension = dimensionOf(dimensions, filter.dimension)
  const choose = (key: string | undefined): void => {
    const next = dimensions.find((found) => found.key === key)
    if (next) onChange({ dimension: next.key, operator: firstOperator(next.type, next.operators) })
  }
  return (
    <div role="group" aria-label={t("audience.builder.filter")} className="flex flex-wrap items-center gap-1.5">
      <span className="txt-compact-small text-ui-fg-subtle w-12">{t(first ? "audience.builder.where" : "audience.builder.and")}</span>
      <Combobox
        label={t("audience.builder.dimension")}
        options={dimensions.map(({ key, label }) => ({ value: key, label }))}
        values={[dimension?.key ?? filter.dimension]}
        onChange={([key]) => choose(key)}
      />
      {dimension?.open && (
        <SuggestedValues
          label={t("audience.builder.property")}
          field={field}
          dimension={dimension.key}
          values={[filter.dimension.slice(dimension.key.length)].filter(Boolean)}
          multiple={false}
          free
          invalid={invalid && filter.dimension === dimension.key}
          onChange={([name]) => name && onChange({ dimension: dimension.key + name, operator: filter.operator })}
        />
      )}
      <OperatorSelect
        type={dimension?.type ?? "text"}
        operators={dimension?.operators ?? [filter.operator]}
        value={filter.operator}
        onChange={(operator) => {
          const value = valueFor(dimension?.type ?? "text", operator, filter.value)
          onChange({ dimension: filter.dimension, operator, ...(value === undefined ? {} : { value }) })
        }}
      />
      <ValueEditor
        key={`${filter.dimension} ${filter.operator}`}
        field={field}
        dimension={filter.dimension}
        type={dimension?.type ?? "text"}
        operator={filter.operator}
        suggests
        value={filter.value}
        invalid={invalid}
        onChange={(value) =>
          onChange({ dimension: filter.dimension, operator: filter.operator, ...(value === undefined ? {} : { value }) })
        }
      />
      {onRemove && (
        <IconButton type="button" size="small" variant="transparent" aria-label={t("audience.builder.removeFilter")} onClick={onRemove}>
          <XMarkMini />
        </IconButton>
      )}
    </div>
  )
}
