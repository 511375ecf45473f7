import { Checkbox } from "@medusajs/ui"
import type { KeyboardEvent } from "react"
import { useTranslation } from "react-i18next"
import type { MemberDto } from "../../src/contract"
import { usePersonName } from "../shared/use-person-name"
import type { Selection } from "./use-selection"

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }

interface SelectBoxProps {
  person: MemberDto
  index: number
  selection: Selection
}

/** Selects one person. With Shift, everybody from the last one on; arrow keys move on, with Shift they select on the way. */
export function SelectBox({ person, index, selection }: SelectBoxProps) {
  const { t } = useTranslation()
  const nameOf = usePersonName()
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = event.currentTarget.closest("table, ul")?.querySelector<HTMLElement>(`[data-select="${index + step}"]`)
    if (!next) return
    next.focus()
    if (event.shiftKey && next.getAttribute("aria-checked") !== event.currentTarget.getAttribute("aria-checked"))
      selection.toggle(index + step)
  }
  return (
    <Checkbox
      data-select={index}
      aria-label={t("audience.selection.select", { name: nameOf(person) })}
      checked={selection.people.has(person.id)}
      onClick={(event) => selection.toggle(index, event.shiftKey)}
      onKeyDown={onKeyDown}
    />
  )
}

/** Selects everybody on the page, or nobody of it. */
export function SelectPageBox({ page, selection }: { page: MemberDto[]; selection: Selection }) {
  const { t } = useTranslation()
  const count = page.filter(({ id }) => selection.people.has(id)).length
  return (
    <Checkbox
      aria-label={t("audience.selection.selectPage")}
      checked={count === 0 ? false : count === page.length ? true : "indeterminate"}
      onClick={selection.togglePage}
    />
  )
}
