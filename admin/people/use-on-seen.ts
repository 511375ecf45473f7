import { useCallback, useRef } from "react"

/** A reference for an element; `seen` is called each time that it comes near the visible part of the page. */
export function useOnSeen(seen: () => void): (element: Element | null) => void {
  const latest = useRef(seen)
  latest.current = seen
  const watch = useRef<IntersectionObserver | null>(null)
  return useCallback((element) => {
    watch.current?.disconnect()
    if (!element) return
    watch.current = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), { rootMargin: "300px" })
    watch.current.observe(element)
  }, [])
}
