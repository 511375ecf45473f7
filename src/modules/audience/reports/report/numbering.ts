/**
 * Gives each different value a number from 1 on, in the order in which they come; `undefined` is 0.
 *
 * Counting goes by such numbers: an array of them is a fraction of an array of texts.
 */
export class Numbering<Value extends string | number> {
  private readonly numbers = new Map<Value, number>()
  private readonly seen: Value[] = []

  numberOf(value: Value | undefined | null): number {
    if (value === undefined || value === null) return 0
    const known = this.numbers.get(value)
    if (known !== undefined) return known
    this.seen.push(value)
    this.numbers.set(value, this.seen.length)
    return this.seen.length
  }

  valueOf(number: number): Value {
    const value = this.seen[number - 1]
    if (value === undefined) throw new RangeError(`no value has number ${number}`)
    return value
  }
}
