import { fill, h } from "./dom.js"
import { failed, loadingLines } from "./states.js"

/**
 * A part of a page that has to be loaded: shows that it loads, then what `show` makes of it, or what went wrong and a way to try again.
 *
 * @param {{ present: () => boolean }} context of the page; an answer for a page that was left is dropped
 */
export function loaded(context, { load, show, loading = loadingLines }) {
  const part = h("div", { class: "loaded" })
  async function run() {
    fill(part, loading())
    try {
      const value = await load()
      if (context.present()) fill(part, show(value))
    } catch (error) {
      if (context.present()) fill(part, failed(error, run))
    }
  }
  run()
  return part
}
