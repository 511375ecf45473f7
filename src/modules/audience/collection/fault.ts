/** A place in a request that does not have the form of the contract. */
export class Fault extends Error {
  constructor(
    readonly place: string,
    readonly what: string,
    readonly tooLarge = false
  ) {
    super(`${place}: ${what}`)
  }
}
