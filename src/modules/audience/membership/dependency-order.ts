/**
 * Segments in an order in which each comes after those that its rule refers to.
 *
 * Rules that refer to each other in a circle are refused when they are saved; should one
 * exist all the same, its segments come in the given order and see each other as of the round before.
 */
export function dependencyOrder<Item extends { id: string }>(
  items: readonly Item[],
  referencesOf: (item: Item) => readonly string[]
): Item[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const visited = new Set<string>()
  const ordered: Item[] = []
  const visit = (item: Item): void => {
    if (visited.has(item.id)) return
    visited.add(item.id)
    for (const id of referencesOf(item)) {
      const referenced = byId.get(id)
      if (referenced) visit(referenced)
    }
    ordered.push(item)
  }
  for (const item of items) visit(item)
  return ordered
}
