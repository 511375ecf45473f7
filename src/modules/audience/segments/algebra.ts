import { RoaringBitmap32 } from "roaring-wasm"
import type { ProfileSet } from "../lib/bitmap"

/** A rule with its sets in place: leaves are borrowed, never changed nor disposed of. */
export type SetTree = { set: ProfileSet; complement: boolean } | { match: "all" | "any"; not: boolean; children: readonly SetTree[] }

/** Who counts: all of them, or all but these. Sets may hold profiles that were merged away or are internal. */
export type Universe = { everybody: ProfileSet } | { hidden: ProfileSet }

/** A rule's shape without its sets. */
export type Shape = { complement: boolean } | { match: "all" | "any"; not: boolean; children: readonly Shape[] }

/**
 * Whether a rule tells who is not in it, rather than who is: "all but those who bought".
 *
 * Only then must everybody be known. The answer follows from the shape: taking some away
 * from a set leaves a set, taking them away from everybody does not.
 */
export function tellsAbsence(shape: Shape): boolean {
  if (!("children" in shape)) return shape.complement
  const absence = shape.match === "all" ? shape.children.every(tellsAbsence) : shape.children.some(tellsAbsence)
  return absence !== shape.not
}

/**
 * The set that a tree describes within the universe. The caller disposes of it.
 *
 * @param universe must name everybody where {@link tellsAbsence} holds for the tree
 */
export function combine(tree: SetTree, universe: Universe): ProfileSet {
  const { set, complement } = sideOf(tree)
  if (!complement) {
    if ("everybody" in universe) set.andInPlace(universe.everybody)
    else set.andNotInPlace(universe.hidden)
    return set
  }
  if (!("everybody" in universe)) throw new Error("a rule that tells who is not in it needs everybody")
  const rest = RoaringBitmap32.andNot(universe.everybody, set)
  set.dispose()
  return rest
}

/** The people of `set`, or everybody but them. */
interface Side {
  set: ProfileSet
  complement: boolean
}

/** `any` is answered as "not all of them do not": one way to join sets is enough. The set belongs to the caller. */
function sideOf(tree: SetTree): Side {
  if ("set" in tree) return { set: tree.set.clone(), complement: tree.complement }
  const flips = tree.match === "any"
  let among: ProfileSet | null = null
  const without = new RoaringBitmap32()
  for (const child of tree.children) {
    // Leaves are read where they are: a copy of a million people for each condition is not needed.
    const side = "set" in child ? child : sideOf(child)
    if (side.complement !== flips) without.orInPlace(side.set)
    else if (among) among.andInPlace(side.set)
    else among = side.set.clone()
    if (side !== child) side.set.dispose()
  }
  const negated = tree.not !== flips
  if (!among) return { set: without, complement: !negated }
  among.andNotInPlace(without)
  without.dispose()
  return { set: among, complement: negated }
}
