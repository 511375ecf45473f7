/** A place in a request that does not have the form of the contract. */
export class Fault extends Error {
  constructor(
    readonly place: string,
    readonly what: string,
    readonly tooLarge = false
  ) {
    super(`${place}: ${what}`)
  }

  /** The same fault of a part, told from the whole: `id` in `events[3]` is `events[3].id`. */
  within(whole: string): Fault {
    return new Fault(this.place === "" ? whole : `${whole}.${this.place}`, this.what, this.tooLarge)
  }
}
