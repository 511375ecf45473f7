import type { Repaired } from "../../contract"

const EXAMPLES = 5

/** Collects what a comparison repairs, kind by kind. */
export class Repairs {
  private readonly byKind = new Map<Repaired["kind"], Repaired>()

  add(kind: Repaired["kind"], ids: readonly string[]): void {
    if (ids.length === 0) return
    const before = this.byKind.get(kind) ?? { kind, count: 0, examples: [] }
    const examples = [...before.examples, ...ids].slice(0, EXAMPLES)
    this.byKind.set(kind, { kind, count: before.count + ids.length, examples })
  }

  list(): Repaired[] {
    return [...this.byKind.values()]
  }
}
