import { useCallback, useMemo } from "react"
import { useLocation, useNavigate } from "react-router-dom"
import { readView, writeView, type ViewState } from "./view-state"

/** Cursors of the pages before this one; a link that was copied has none and goes back to the first page. */
interface Trail {
  trail?: (string | null)[]
}

interface View extends ViewState {
  /** Pages before this one that can be gone back to, one by one. */
  trail: (string | null)[]
  /** Changes columns, filters, search or order. All but columns begin at the first page. */
  change: (next: Partial<Omit<ViewState, "cursor">>) => void
  next: (cursor: string) => void
  previous: () => void
}

/** The state of a list, kept in the page's address. */
export function useView(): View {
  const { search, state } = useLocation()
  const navigate = useNavigate()
  const view = useMemo(() => readView(new URLSearchParams(search)), [search])
  const trail = useMemo(() => (state as Trail | null)?.trail ?? [], [state])
  const go = useCallback(
    (next: ViewState, steps: (string | null)[], replace: boolean) => {
      void navigate({ search: writeView(next).toString() }, { replace, state: { trail: steps } satisfies Trail })
    },
    [navigate]
  )
  return {
    ...view,
    trail,
    change: (next) => {
      const same = next.q === undefined && next.order === undefined && next.filters === undefined
      go({ ...view, ...next, cursor: same ? view.cursor : null }, same ? trail : [], true)
    },
    next: (cursor) => go({ ...view, cursor }, [...trail, view.cursor], false),
    previous: () => go({ ...view, cursor: trail.at(-1) ?? null }, trail.slice(0, -1), false),
  }
}
