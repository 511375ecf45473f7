/** Numbers pairs of numbers from 1 on, in the order in which they come; a hash table with open addressing, of a size that is known before. */
export class Pairs {
  private readonly slots: Int32Array
  private readonly from: Int32Array
  private readonly to: Int32Array
  private count = 0

  constructor(most: number) {
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(16, most * 2))))
    this.from = new Int32Array(most + 1)
    this.to = new Int32Array(most + 1)
  }

  numberOf(from: number, to: number): number {
    const { slots } = this
    const last = slots.length - 1
    // The multipliers are odd and large, so that neighbouring pages are far apart.
    let hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(to, 0x85ebca6b)
    hash ^= hash >>> 15
    let slot = hash & last
    for (let number = slots[slot]!; number !== 0; number = slots[slot]!) {
      if (this.from[number] === from && this.to[number] === to) return number
      slot = (slot + 1) & last
    }
    const number = ++this.count
    slots[slot] = number
    this.from[number] = from
    this.to[number] = to
    return number
  }

  pairOf(number: number): [from: number, to: number] {
    return [this.from[number] ?? 0, this.to[number] ?? 0]
  }
}
