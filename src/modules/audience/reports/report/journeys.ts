import type { Views } from "./events"

/** The page views of sessions, one session after the other, each in the order in which it happened. */
export interface Journeys {
  /** Row numbers of `Views`. */
  rows: Int32Array
  /** Where each session begins in `rows`; one more than there are sessions. */
  starts: Uint32Array
}

/** Sorts page views into the sessions that they belong to. Views of one instant go by their page: nothing else says which came first. */
export function journeysOf(views: Views): Journeys {
  const withPage = viewRows(views)
  const sessions = sessionNumbers(views, withPage)
  const starts = new Uint32Array(sessions.count + 1)
  for (let view = 0; view < withPage.length; view++) starts[sessions.ofView[view]! + 1]!++
  for (let session = 1; session < starts.length; session++) starts[session]! += starts[session - 1]!
  const next = starts.slice()
  const rows = new Int32Array(withPage.length)
  for (let view = 0; view < withPage.length; view++) rows[next[sessions.ofView[view]!]!++] = withPage[view]!
  for (let session = 0; session < sessions.count; session++) sortByTime(rows, starts[session]!, starts[session + 1]!, views)
  return { rows, starts }
}

function viewRows({ pages, rows }: Views): Int32Array {
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (pages[row] !== 0) found[count++] = row
  return found.subarray(0, count)
}

/**
 * Numbers the sessions from 0 on, and tells each view's.
 *
 * A hash table over the ids' own bits, with open addressing: as texts they would be millions of short-lived objects.
 */
function sessionNumbers(views: Views, rows: Int32Array): { ofView: Uint32Array; count: number } {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, rows.length * 2)))
  /** Numbers plus one; 0 where nothing stands. */
  const slots = new Uint32Array(size)
  /** A view of each session. Beside the table, because this stays in the processor's cache. */
  const known = new Int32Array(rows.length)
  const ofView = new Uint32Array(rows.length)
  let count = 0
  for (let view = 0; view < rows.length; view++) {
    const row = rows[view]!
    let slot = hash(views, row) & (size - 1)
    while (slots[slot] !== 0 && !sameSession(views, known[slots[slot]! - 1]!, row)) slot = (slot + 1) & (size - 1)
    if (slots[slot] === 0) {
      known[count] = row
      slots[slot] = ++count
    }
    ofView[view] = slots[slot]! - 1
  }
  return { ofView, count }
}

function hash({ sessions, visitors }: Views, row: number): number {
  let bits = visitors[row]!
  for (let word = 0; word < 4; word++) {
    // The mixing step of MurmurHash3: ids of one millisecond differ in their last bits only.
    bits = Math.imul(bits ^ sessions[row * 4 + word]!, 0x85ebca6b)
    bits ^= bits >>> 13
  }
  return bits >>> 0
}

function sameSession({ sessions, visitors }: Views, a: number, b: number): boolean {
  for (let word = 0; word < 4; word++) if (sessions[a * 4 + word] !== sessions[b * 4 + word]) return false
  return visitors[a] === visitors[b]
}

/** By insertion: sessions are short and mostly in order already. */
function sortByTime(rows: Int32Array, start: number, end: number, { times, pages }: Views): void {
  for (let i = start + 1; i < end; i++) {
    const row = rows[i]!
    let place = i
    for (; place > start; place--) {
      const before = rows[place - 1]!
      if (times[before]! < times[row]! || (times[before] === times[row] && pages[before]! <= pages[row]!)) break
      rows[place] = before
    }
    rows[place] = row
  }
}
