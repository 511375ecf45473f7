import { createContext, useContext, useEffect, useState, type ReactNode } from "react"
import { createTag, type Experience, type PublishedSegment, type Tag, type TagOptions } from "./index"

const TagContext = createContext<Tag | null>(null)

export interface AudienceProviderProps {
  /** In an object of their own, because React keeps a property named `key` to itself. The first ones count. */
  options: TagOptions
  children?: ReactNode
}

/** Starts the tag in the browser and gives it to {@link useAudience} below. Renders on the server as well. */
export function AudienceProvider({ options, children }: AudienceProviderProps) {
  const [tag] = useState(() => createTag(options))
  return <TagContext.Provider value={tag}>{children}</TagContext.Provider>
}

/**
 * The tag of the {@link AudienceProvider} above, e.g. `useAudience().track("product_viewed", { product_id })`.
 *
 * @throws Error without a provider: events would be lost without a word.
 */
export function useAudience(): Tag {
  const tag = useContext(TagContext)
  if (!tag) throw new Error("useAudience needs an <AudienceProvider> around the component")
  return tag
}

/** The published segments the visitor is in; null until the answer is there. */
export function useSegments(): PublishedSegment[] | null {
  const tag = useAudience()
  const [segments, setSegments] = useState<PublishedSegment[] | null>(null)
  useEffect(() => tag.segments(setSegments), [tag])
  return segments
}

/** What to show in a slot: undefined until the answer is there, null for the page's own content. */
export function useExperience(slot: string): Experience | null | undefined {
  const tag = useAudience()
  const [shown, setShown] = useState<{ slot: string; experience: Experience | null }>()
  useEffect(() => tag.experience(slot, (experience) => setShown({ slot, experience })), [tag, slot])
  return shown?.slot === slot ? shown.experience : undefined
}
