import { clx, Input } from "@medusajs/ui"
import { useEffect, useState } from "react"

interface NumberInputProps {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  min?: number
  /** Whole numbers only. */
  whole?: boolean
  suffix?: string
  invalid?: boolean
  className?: string
}

/** A number as text: what is half typed ("1.", "-") stays in the box, and only numbers are handed on. */
export function NumberInput({ label, value, onChange, min, whole, suffix, invalid, className }: NumberInputProps) {
  const [text, setText] = useState(value === undefined ? "" : String(value))
  useEffect(() => {
    // Changed from outside, such as by undo.
    setText((current) => (parse(current) === value ? current : value === undefined ? "" : String(value)))
  }, [value])
  const parse = (typed: string): number | undefined => {
    const parsed = Number(typed.trim().replace(",", "."))
    const fits =
      typed.trim() !== "" && Number.isFinite(parsed) && (min === undefined || parsed >= min) && (!whole || Number.isInteger(parsed))
    return fits ? parsed : undefined
  }
  return (
    <div className="flex items-center gap-x-1.5">
      <Input
        size="small"
        inputMode={whole ? "numeric" : "decimal"}
        aria-label={label}
        aria-invalid={invalid || (text !== "" && parse(text) === undefined)}
        className={clx("h-8 w-24", className)}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          onChange(parse(event.target.value))
        }}
      />
      {suffix && <span className="txt-compact-small text-ui-fg-subtle">{suffix}</span>}
    </div>
  )
}
