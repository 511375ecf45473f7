import { on, safely } from "./safe"

/** Address of the page without its hash: jumping within a page is no page view. */
export function pageUrl(): string {
  return location.href.split("#")[0]!
}

/** Calls `view` with the address left behind whenever a single-page shop moves on, and when the browser brings a page back from its cache. */
export function watchNavigation(view: (previous: string) => void): void {
  let current = pageUrl()
  const moved = safely(() => {
    const previous = current
    current = pageUrl()
    if (current !== previous) view(previous)
  })
  for (const method of ["pushState", "replaceState"] as const) {
    const original = history[method]
    history[method] = (...args) => {
      original.apply(history, args)
      moved()
    }
  }
  on("popstate", moved)
  on<PageTransitionEvent>("pageshow", ({ persisted }) => {
    if (persisted) view("")
  })
}
