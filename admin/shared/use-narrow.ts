import { useSyncExternalStore } from "react"

/** Below Tailwind's `sm`: a telephone held upright. */
const NARROW = window.matchMedia("(max-width: 639px)")

/** Whether the window is too narrow for a table of many columns, now and after it is turned. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      NARROW.addEventListener("change", changed)
      return () => NARROW.removeEventListener("change", changed)
    },
    () => NARROW.matches
  )
}
