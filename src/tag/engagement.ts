import { on } from "./safe"

/**
 * Counts the time a page is in front of the visitor, visible and focused, and the depth of scrolling.
 *
 * @param engaged gets whole seconds and the deepest position, 0–100, since the last report
 * @param leaving called after the last report of a page that ends
 * @returns reports what has been counted, and starts from zero
 */
export function watchEngagement(engaged: (seconds: number, scroll: number) => void, leaving: () => void): () => void {
  let since = 0
  let total = 0
  let deepest = 0

  const measure = (): void => {
    const now = performance.now()
    if (since) total += now - since
    since = !document.hidden && document.hasFocus() ? now : 0
    deepest = Math.max(deepest, (scrollY + innerHeight) / document.documentElement.scrollHeight)
  }
  const report = (): void => {
    measure()
    const seconds = Math.round(total / 1000)
    // Springing back at the end of a page counts no more than its end.
    if (seconds) engaged(seconds, Math.round(Math.min(1, deepest) * 100))
    total = deepest = 0
  }

  measure()
  on("focus blur scroll", measure)
  // Telephones end hidden pages without a word: hiding may be the last chance.
  on("visibilitychange", report)
  on("pagehide", () => {
    report()
    leaving()
  })
  return report
}
