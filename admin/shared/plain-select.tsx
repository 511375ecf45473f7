import { clx, Select } from "@medusajs/ui"

interface PlainSelectProps<Value extends string> {
  /** Name for screen readers. */
  label: string
  value: Value
  options: { value: Value; label: string }[]
  onChange: (value: Value) => void
  className?: string
  placeholder?: string
}

/** Medusa's select for a handful of known choices. */
export function PlainSelect<Value extends string>({ label, value, options, onChange, className, placeholder }: PlainSelectProps<Value>) {
  return (
    <Select size="small" value={value} onValueChange={(next) => onChange(next as Value)}>
      <Select.Trigger aria-label={label} className={clx("h-8 w-auto min-w-[6rem] max-w-full gap-x-1 [&>span]:truncate", className)}>
        <Select.Value placeholder={placeholder ?? label} />
      </Select.Trigger>
      <Select.Content>
        {options.map((option) => (
          <Select.Item key={option.value} value={option.value}>
            {option.label}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
