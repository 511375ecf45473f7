import { MagnifyingGlass } from "@medusajs/icons"
import { clx, Input } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useDebounced } from "./use-debounced"

interface SearchBoxProps {
  label: string
  value: string
  onChange: (value: string) => void
  className?: string
}

/** A search that is handed on once the typing rests. */
export function SearchBox({ label, value, onChange, className }: SearchBoxProps) {
  const [text, setText] = useState(value)
  const settled = useDebounced(text, 300)
  // A space at the end is still being typed behind: only another search replaces the text.
  useEffect(() => setText((current) => (current.trim() === value ? current : value)), [value])
  useEffect(() => {
    if (settled.trim() !== value && settled === text) onChange(settled.trim())
    // Only what was typed here is handed on, not what the address brought.
  }, [settled])
  return (
    <div className={clx("relative isolate", className)}>
      <MagnifyingGlass className="text-ui-fg-muted pointer-events-none absolute left-2 top-2 z-10" />
      {/* Medusa's own search field draws an icon that screen readers announce as an image without a name. */}
      <Input
        role="searchbox"
        size="small"
        className="h-8 pl-8"
        maxLength={200}
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}
