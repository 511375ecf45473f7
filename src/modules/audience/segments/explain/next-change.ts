/** A yes or no that time alone may change. */
export interface Course {
  /** Whether it holds at each of these instants, provided that nothing happens. */
  holds(instants: readonly Date[]): Promise<boolean[]>
  /** The next instant after this one from which it may be otherwise; null = never. */
  turn(after: Date): Promise<Date | null>
  /** Nothing changes after this instant. */
  end: Date
}

const MOST_AT_ONCE = 64
/** A person with more facts than this in a window of hours is rare: see {@link search}. */
const MOST_TURNS = 300

/**
 * The instant at which the answer will be another if nothing happens; null when it will not be before the course ends.
 *
 * Goes from one possible turn to the next, so that the instant is exact. The first few turns are asked one
 * by one, since most answers change at the first; then more and more at once.
 */
export async function nextChange(course: Course, now: Date, holdsNow: boolean): Promise<Date | null> {
  let last = now
  let batch = 1
  for (let turns = 0; turns < MOST_TURNS;) {
    const instants = await turnsAfter(course, last, batch)
    const answers = instants.length > 0 ? await course.holds(instants) : []
    const found = instants.find((_, index) => answers[index] !== holdsNow)
    if (found) return found
    if (instants.length < batch) return null
    last = instants.at(-1) ?? last
    turns += instants.length
    batch = Math.min(batch * 2, MOST_AT_ONCE)
  }
  return search(course, last, holdsNow)
}

async function turnsAfter(course: Course, start: Date, most: number): Promise<Date[]> {
  const instants: Date[] = []
  for (let last = start; instants.length < most;) {
    const next = await course.turn(last)
    if (!next || next > course.end) break
    // A field whose turn does not lie ahead must not keep this going for ever.
    last = next > last ? next : new Date(last.getTime() + 1)
    instants.push(last)
  }
  return instants
}

/**
 * Where too many turns lie ahead: narrows the time down between an instant with the same answer and one with
 * another. Exact for a figure that only falls as facts leave its window.
 */
async function search(course: Course, start: Date, holdsNow: boolean): Promise<Date | null> {
  let low = start.getTime()
  let high = course.end.getTime()
  let found: number | null = null
  while (high > low) {
    const step = (high - low) / MOST_AT_ONCE
    const probes = [...new Set(Array.from({ length: MOST_AT_ONCE }, (_, index) => Math.ceil(low + (index + 1) * step)))]
    const answers = await course.holds(probes.map((at) => new Date(at)))
    const index = answers.findIndex((answer) => answer !== holdsNow)
    if (index < 0) return null
    found = probes[index] ?? high
    const before: number = probes[index - 1] ?? low
    if (found - before <= 1) return new Date(found)
    low = before
    high = found
  }
  return found === null ? null : new Date(found)
}
