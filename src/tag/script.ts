import { obeyPage } from "./commands"
import type { TagOptions } from "./options"
import { on, safely } from "./safe"

/**
 * The script of `<script async src="…/audience/tag.js" data-key="pk_…">`.
 *
 * The server writes `audienceDefaults` in front of it, the plugin's options; the attributes
 * data-key, data-url, data-consent and data-session-minutes override them.
 */
safely(() => {
  const { src, dataset } = document.currentScript as HTMLScriptElement
  const { audienceDefaults } = window as Window & { audienceDefaults?: Partial<TagOptions> }
  const options = { url: new URL(src).origin, ...audienceDefaults, ...dataset } as TagOptions
  const start = (): void => obeyPage(options)
  // A page that is only prepared may never be seen.
  if ((document as Document & { prerendering?: boolean }).prerendering) on("prerenderingchange", start)
  else start()
})()

export {}
