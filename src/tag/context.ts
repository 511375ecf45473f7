import type { BrowserContext } from "../contract"

/** What the browser says about itself. Client hints arrive later, and are there when the first events are sent. */
export function contextOfBrowser(): BrowserContext {
  const context: BrowserContext = {
    screen: screen.width + "x" + screen.height,
    language: navigator.language,
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
  const { userAgentData } = navigator as Navigator & {
    userAgentData?: { getHighEntropyValues(hints: string[]): Promise<Record<string, unknown>> }
  }
  if (userAgentData) userAgentData.getHighEntropyValues(["platformVersion"]).then((hints) => (context.hints = hints), String)
  return context
}
