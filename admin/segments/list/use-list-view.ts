import { useCallback, useMemo } from "react"
import { useSearchParams } from "react-router-dom"
import { readListView, writeListView, type ListView } from "./list-view"

/** The list's view, kept in the page's address. A change of anything but the page begins at the first one. */
export function useListView(): [ListView, (next: Partial<ListView>) => void] {
  const [search, setSearch] = useSearchParams()
  const view = useMemo(() => readListView(search), [search])
  const change = useCallback(
    (next: Partial<ListView>) => setSearch((current) => writeListView({ ...readListView(current), page: 0, ...next }), { replace: true }),
    [setSearch]
  )
  return [view, change]
}
