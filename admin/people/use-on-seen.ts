import { useEffect, useRef, useState } from "react"

/** How far below the visible part an element counts as seen already, in pixels. */
const AHEAD = 300

/**
 * A reference for an element; `seen` is called each time that it comes near the visible part of the page.
 *
 * Called again whenever `contents` changes and the element is still near: what was added may not have filled a tall screen.
 */
export function useOnSeen(seen: () => void, contents: unknown): (element: Element | null) => void {
  const [element, setElement] = useState<Element | null>(null)
  const latest = useRef(seen)
  useEffect(() => {
    latest.current = seen
  })
  useEffect(() => {
    if (!element) return
    // A margin is added to its root only, and the window is not what scrolls here: Medusa's pages have a scroller inside.
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), {
      root: scrollerOf(element),
      rootMargin: `${AHEAD}px`,
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [element, contents])
  return setElement
}

function scrollerOf(element: Element): Element | null {
  for (let above = element.parentElement; above; above = above.parentElement)
    if (/auto|scroll/.test(getComputedStyle(above).overflowY)) return above
  return null
}
