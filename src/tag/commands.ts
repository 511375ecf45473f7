import { startTag } from "./start-tag"
import type { TagOptions } from "./options"
import type { TagFunction } from "./tag"

/** A call of `window.audience`: a method's name and its arguments. */
export type Command = Iterable<unknown>

interface AudienceFunction extends TagFunction {
  /** Calls made before the first tag had loaded. They stay: a tag that loads later gets them too. */
  q?: Command[]
  tags?: Record<string, TagFunction>
}

/**
 * Starts a tag that obeys `window.audience`, in the place of the queue that the page made.
 *
 * Tags with other keys on the same page get every call as well; the same key a second
 * time changes nothing, because a script included twice would count everything twice.
 */
export function obeyPage(options: TagOptions): void {
  const page = window as Window & { audience?: AudienceFunction }
  const { q = [], tags = {} } = page.audience || {}
  if (tags[options.key]) return
  const everyTag: TagFunction = (...command) => Object.values(tags).forEach((tag) => tag(...command))
  page.audience = Object.assign(everyTag, { q, tags })
  const tag = (tags[options.key] = startTag(options))
  q.forEach((command) => tag(...command))
}
