import { startTag } from "./start-tag"
import type { TagOptions } from "./options"
import type { Tag } from "./tag"

export type { EventProperties } from "../contract"
export type { ConsentMode, TagOptions } from "./options"
export type { ConsentChoice, Experience, PublishedSegment, Tag, Traits } from "./tag"

const METHODS = ["track", "page", "identify", "cart", "consent", "logout", "segments", "experience", "visitor"] as const
const tags = new Map<string, Tag>()

/**
 * The tag of this page for a publishable key, started on the first call.
 *
 * Safe to import and to call on a server: there it records nothing, and its questions
 * (`segments`, `experience`, `visitor`) stay unanswered. A second call with the same key,
 * as React makes in development, answers the running tag.
 */
export function createTag(options: TagOptions): Tag {
  const running = tags.get(options.key)
  if (running) return running
  const onServer = typeof window === "undefined"
  const run = onServer ? () => undefined : startTag(options)
  const tag = Object.fromEntries(METHODS.map((name) => [name, (...args: unknown[]) => run(name, ...args)])) as unknown as Tag
  if (!onServer) tags.set(options.key, tag)
  return tag
}
