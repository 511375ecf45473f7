import { Check, TrianglesMini } from "@medusajs/icons"
import { clx, Input, Popover, Text } from "@medusajs/ui"
import { Fragment, useId, useRef, useState, type KeyboardEvent } from "react"
import { useTranslation } from "react-i18next"
import { matchingOptions, toggled, type ComboOption } from "./combobox-list"

interface ComboboxProps {
  /** Name for screen readers. */
  label: string
  options: ComboOption[]
  values: string[]
  onChange: (values: string[]) => void
  multiple?: boolean
  /** Called each time it opens: options may be asked for only then. */
  onOpen?: () => void
  /** Given when the server does the search; otherwise the options are searched here. */
  onSearch?: (search: string) => void
  loading?: boolean
  /** Why there are no options. */
  fault?: string | undefined
  /** Whether what is typed may be chosen though it is no option. */
  free?: boolean
  placeholder?: string
  /** Stands on the button instead of the chosen names. */
  text?: string
  invalid?: boolean
  /** Opens at once, for a choice that was just asked for. */
  startOpen?: boolean
  className?: string
}

/** A searchable choice of one or several values; works with the keyboard alone. */
export function Combobox(props: ComboboxProps) {
  const { label, options, values, multiple = false, placeholder, invalid, className, startOpen = false } = props
  const { t } = useTranslation()
  const [open, setOpen] = useState(startOpen)
  const names = values.map((value) => options.find((option) => option.value === value)?.label ?? value)
  const chosen =
    names.length > 2 ? t("audience.combobox.more", { names: names.slice(0, 2).join(", "), count: names.length - 2 }) : names.join(", ")
  const text = props.text ?? chosen
  const show = (): void => {
    setOpen(true)
    props.onOpen?.()
  }
  const close = (): void => {
    setOpen(false)
    props.onSearch?.("")
  }
  return (
    <Popover open={open} onOpenChange={(next) => (next ? show() : close())} modal={false}>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={text ? `${label}: ${props.text ?? names.join(", ")}` : label}
          aria-haspopup="listbox"
          title={names.join(", ") || undefined}
          className={clx(
            "bg-ui-bg-field shadow-buttons-neutral hover:bg-ui-bg-field-hover txt-compact-small flex h-8 min-w-[8rem] max-w-full items-center justify-between gap-x-2 rounded-md px-2 py-1.5 outline-none",
            "focus-visible:shadow-borders-interactive-with-active",
            invalid && "shadow-borders-error",
            className
          )}
        >
          <span className={clx("truncate", text ? "text-ui-fg-base" : "text-ui-fg-subtle")}>{text || placeholder || label}</span>
          <TrianglesMini className="text-ui-fg-muted shrink-0" />
        </button>
      </Popover.Trigger>
      <Popover.Content align="start" className="w-[22rem] max-w-[calc(100vw-2rem)] p-0" aria-label={label}>
        <ComboboxPanel {...props} multiple={multiple} close={close} />
      </Popover.Content>
    </Popover>
  )
}

function ComboboxPanel({
  label,
  options,
  values,
  onChange,
  multiple,
  onSearch,
  loading,
  fault,
  free,
  close,
}: ComboboxProps & { close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState("")
  const [active, setActive] = useState(0)

  // Until the server has answered, what is there is searched here: Enter must not choose what was found for an earlier text.
  const found = onSearch && !loading ? options : matchingOptions(options, search)
  const typed = search.trim()
  const offerTyped = free && typed !== "" && !found.some((option) => option.value.toLocaleLowerCase() === typed.toLocaleLowerCase())
  const shown: ComboOption[] = offerTyped ? [{ value: typed, label: t("audience.combobox.use", { value: typed }) }, ...found] : found

  const choose = (option: ComboOption | undefined): void => {
    if (!option) return
    onChange(toggled(values, option.value, multiple ?? false))
    if (!multiple) close()
  }
  const moveTo = (index: number): void => {
    setActive(index)
    list.current?.querySelector(`[data-index="${index}"]`)?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = shown.length - 1
    if (event.key === "ArrowDown") moveTo(Math.min(active + 1, last))
    else if (event.key === "ArrowUp") moveTo(Math.max(active - 1, 0))
    else if (event.key === "Home" && event.ctrlKey) moveTo(0)
    else if (event.key === "End" && event.ctrlKey) moveTo(last)
    else if (event.key === "Enter") choose(shown[active])
    else return
    event.preventDefault()
  }

  return (
    <div>
      <div className="border-ui-border-base border-b p-2">
        <Input
          autoFocus
          type="search"
          role="combobox"
          size="small"
          aria-label={t("audience.combobox.search", { label })}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[active] ? `${id}-${active}` : undefined}
          placeholder={t("audience.combobox.placeholder")}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setActive(0)
            onSearch?.(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multiple}
        className="max-h-72 overflow-y-auto p-1"
      >
        {shown.map((option, index) => (
          <Fragment key={option.value}>
            {option.group && option.group !== shown[index - 1]?.group && (
              <Text size="xsmall" weight="plus" className="text-ui-fg-subtle px-2 pb-1 pt-2" role="presentation">
                {option.group}
              </Text>
            )}
            <div
              id={`${id}-${index}`}
              data-index={index}
              role="option"
              aria-selected={values.includes(option.value)}
              onMouseEnter={() => setActive(index)}
              onClick={() => choose(option)}
              className={clx("flex cursor-pointer items-start gap-x-2 rounded-md px-2 py-1.5", index === active && "bg-ui-bg-base-hover")}
            >
              <Check className={clx("mt-0.5 shrink-0", !values.includes(option.value) && "invisible")} />
              <span className="min-w-0 flex-1">
                <span className="txt-compact-small text-ui-fg-base block truncate" title={option.label}>
                  {option.label}
                </span>
                {option.help && <span className="txt-compact-xsmall text-ui-fg-subtle line-clamp-2 block">{option.help}</span>}
              </span>
              {option.count && <span className="txt-compact-xsmall text-ui-fg-subtle shrink-0 tabular-nums">{option.count}</span>}
            </div>
          </Fragment>
        ))}
      </div>
      {shown.length === 0 && fault && (
        <Text size="small" role="alert" className="text-ui-fg-error break-words px-2 py-3">
          {fault}
        </Text>
      )}
      {shown.length === 0 && !fault && (
        <Text size="small" className="text-ui-fg-subtle px-2 py-3 text-center">
          {t(loading ? "audience.states.loading" : free ? "audience.combobox.type" : "audience.combobox.none")}
        </Text>
      )}
      {multiple && values.length > 0 && (
        <div className="border-ui-border-base flex items-center justify-between border-t px-3 py-1.5">
          <Text size="xsmall" className="text-ui-fg-subtle">
            {t("audience.combobox.chosen", { count: values.length })}
          </Text>
          <button type="button" className="txt-compact-xsmall text-ui-tag-blue-text" onClick={() => onChange([])}>
            {t("audience.actions.clear")}
          </button>
        </div>
      )}
    </div>
  )
}
