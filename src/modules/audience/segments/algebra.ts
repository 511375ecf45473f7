import { RoaringBitmap32 } from "roaring-wasm"
import type { ProfileSet } from "../lib/bitmap"

/** A rule with its sets in place: leaves are borrowed, never changed nor disposed of. */
export type SetTree = { set: ProfileSet; complement: boolean } | { match: "all" | "any"; not: boolean; children: readonly SetTree[] }

/**
 * The set that a tree describes within `everybody`. The caller disposes of it.
 *
 * Every node is answered within `everybody`, so that a complement is exact: a set may
 * hold profiles that were merged away or are internal.
 */
export function combine(tree: SetTree, everybody: ProfileSet): ProfileSet {
  if ("set" in tree) return tree.complement ? RoaringBitmap32.andNot(everybody, tree.set) : RoaringBitmap32.and(everybody, tree.set)
  const result = tree.match === "all" ? everybody.clone() : new RoaringBitmap32()
  for (const child of tree.children) {
    if ("set" in child && tree.match === "all") {
      if (child.complement) result.andNotInPlace(child.set)
      else result.andInPlace(child.set)
      continue
    }
    const members = combine(child, everybody)
    if (tree.match === "all") result.andInPlace(members)
    else result.orInPlace(members)
    members.dispose()
  }
  if (!tree.not) return result
  const others = RoaringBitmap32.andNot(everybody, result)
  result.dispose()
  return others
}
