import { useState, type HTMLAttributes } from "react"

type Watched = Pick<HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur">

/**
 * The value, kept as it was while the pointer or the focus is on the element that gets `watched`: rows do not move
 * under whoever reads them.
 */
export function useStill<Value>(value: Value): { still: Value; watched: Watched } {
  const [still, setStill] = useState(value)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  if (!pointed && !focused && still !== value) setStill(value)
  return {
    still,
    watched: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      // The focus may only have moved on within it.
      onBlur: ({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget)),
    },
  }
}
