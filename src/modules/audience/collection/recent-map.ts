/**
 * A map that forgets what was not asked for lately; holds at most `size` entries.
 *
 * Two generations instead of a list of uses: when the young one is full the old one is
 * dropped, and what is read from the old one becomes young again. Reading costs one or
 * two look-ups, which counts here: it is done several times an event.
 */
export class RecentMap<Key, Value> {
  private young = new Map<Key, Value>()
  private old = new Map<Key, Value>()

  constructor(private readonly size: number) {}

  get(key: Key): Value | undefined {
    const value = this.young.get(key)
    if (value !== undefined) return value
    const aged = this.old.get(key)
    if (aged !== undefined) this.set(key, aged)
    return aged
  }

  set(key: Key, value: Value): void {
    this.young.set(key, value)
    if (this.young.size * 2 > this.size) {
      this.old = this.young
      this.young = new Map()
    }
  }
}
