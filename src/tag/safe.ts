/** The same function, except that an error of ours never reaches the page. */
export function safely<Arguments extends unknown[]>(work: (...args: Arguments) => void): (...args: Arguments) => void {
  return (...args) => {
    try {
      work(...args)
    } catch {
      // A shop works without its statistics.
    }
  }
}

/** Listens on the window, before the page's own handlers can stop an event there; `names` are separated by spaces. */
export function on<Kind extends Event>(names: string, work: (event: Kind) => void): void {
  names.split(" ").forEach((name) => addEventListener(name, safely(work) as (event: Event) => void, true))
}
