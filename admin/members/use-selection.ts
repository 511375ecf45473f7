import { useRef, useState } from "react"
import type { MemberDto } from "../../src/contract"

export interface Selection {
  /** By id, in the order in which they were selected; on any page of the list. */
  people: ReadonlyMap<string, MemberDto>
  /** Turns one person of the page over; `range` also gives everybody from the last one on the same state. */
  toggle: (index: number, range?: boolean) => void
  /** Selects everybody on the page, or nobody of it when all are. */
  togglePage: () => void
  clear: () => void
}

/** Which people of a list are selected. What was selected on other pages stays. */
export function useSelection(page: MemberDto[]): Selection {
  const [people, setPeople] = useState<ReadonlyMap<string, MemberDto>>(new Map())
  const anchor = useRef<string | null>(null)
  const set = (changed: MemberDto[], selected: boolean): void =>
    setPeople((before) => {
      const next = new Map(before)
      for (const person of changed) {
        if (selected) next.set(person.id, person)
        else next.delete(person.id)
      }
      return next
    })
  return {
    people,
    toggle: (index, range = false) => {
      const person = page[index]
      if (!person) return
      const from = range ? page.findIndex(({ id }) => id === anchor.current) : -1
      anchor.current = person.id
      set(from < 0 ? [person] : page.slice(Math.min(from, index), Math.max(from, index) + 1), !people.has(person.id))
    },
    togglePage: () => set(page, !page.every(({ id }) => people.has(id))),
    clear: () => setPeople(new Map()),
  }
}
