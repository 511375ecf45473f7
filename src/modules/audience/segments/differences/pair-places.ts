import { isCondition, isGroup, withAllBelow, type Place } from "./places"

/** Which place of one rule is which of another: both directions. */
export class Pairs {
  private readonly partners = new Map<Place, Place>()

  add(one: Place, other: Place): void {
    this.partners.set(one, other)
    this.partners.set(other, one)
  }

  /** Equal all the way down: everything below goes with it, each at its place. */
  addWhole(one: Place, other: Place): void {
    this.add(one, other)
    one.children.forEach((child, index) => {
      const counterpart = other.children[index]
      if (counterpart) this.addWhole(child, counterpart)
    })
  }

  of(place: Place): Place | undefined {
    return this.partners.get(place)
  }

  readonly isFree = (place: Place): boolean => !this.partners.has(place)
}

/**
 * Tells which group and condition of a rule became which of a later one.
 *
 * What is equal stays together first, at the same place before elsewhere; groups belong together that share the
 * most; at last a condition became another of its field in the same group. Anything else is new, or gone.
 */
export function pairPlaces(before: Place, after: Place): Pairs {
  const pairs = new Pairs()
  pairs.add(before, after)
  pairGroups(before, after, pairs)
  pairMoved(before, after, pairs)
  for (const place of withAllBelow(before)) {
    const partner = pairs.of(place)
    if (partner) pairChanged(place, partner, pairs)
  }
  return pairs
}

/** Pairs what is equal in two groups, and the groups in them that share something. */
function pairGroups(before: Place, after: Place, pairs: Pairs): void {
  for (const child of before.children) {
    const same = after.children.find((other) => pairs.isFree(other) && other.key === child.key)
    if (same) pairs.addWhole(child, same)
  }
  const groups = { before: before.children.filter(isGroup), after: after.children.filter(isGroup) }
  pairBest(groups.before, groups.after, shared, pairs, (one, other) => pairGroups(one, other, pairs))
}

/** Pairs what is equal though it stands in another group; groups come before their conditions and take them along. */
function pairMoved(before: Place, after: Place, pairs: Pairs): void {
  const places = withAllBelow(after)
  for (const place of withAllBelow(before)) {
    if (!pairs.isFree(place)) continue
    const same = places.find((other) => pairs.isFree(other) && other.key === place.key && withAllBelow(other).every(pairs.isFree))
    if (same && withAllBelow(place).every(pairs.isFree)) pairs.addWhole(place, same)
  }
}

function pairChanged(before: Place, after: Place, pairs: Pairs): void {
  pairBest(before.children.filter(isCondition), after.children.filter(isCondition), likeness, pairs)
}

/** Pairs the free places of two lists, the most alike first; those without likeness stay alone. */
function pairBest<P extends Place>(
  before: P[],
  after: P[],
  likenessOf: (one: P, other: P) => number,
  pairs: Pairs,
  onPair?: (one: P, other: P) => void
): void {
  before
    .filter(pairs.isFree)
    .flatMap((one) => after.filter(pairs.isFree).map((other) => ({ one, other, alike: likenessOf(one, other) })))
    .filter(({ alike }) => alike > 0)
    .sort((a, b) => b.alike - a.alike)
    .forEach(({ one, other }) => {
      if (!pairs.isFree(one) || !pairs.isFree(other)) return
      pairs.add(one, other)
      onPair?.(one, other)
    })
}

/** How many conditions two groups share: an equal one counts more than any number that ask the same field. */
function shared(one: Place, other: Place): number {
  const conditions = { one: withAllBelow(one).filter(isCondition), other: withAllBelow(other).filter(isCondition) }
  const count = (keyOf: (place: (typeof conditions.one)[number]) => string): number => {
    const keys = new Set(conditions.other.map(keyOf))
    return conditions.one.filter((place) => keys.has(keyOf(place))).length
  }
  return count(({ key }) => key) * 1000 + count(({ node }) => node.field)
}

/** Above zero for conditions of one field; the more of their parts are equal, the higher. */
function likeness(one: Place, other: Place): number {
  if (!isCondition(one) || !isCondition(other) || one.node.field !== other.node.field) return 0
  const parts = ["operator", "value", "within", "where", "steps"] as const
  return 1 + parts.filter((part) => JSON.stringify(one.node[part]) === JSON.stringify(other.node[part])).length
}
