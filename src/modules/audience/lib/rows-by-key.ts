/** Row numbers sorted by key, by counting: the rows of `key` stand from `starts[key]` to `starts[key + 1]`. Keys are small numbers from 0 on. */
export function rowsByKey(keys: Int32Array): { starts: Uint32Array; order: Int32Array } {
  const starts = new Uint32Array(largest(keys) + 2)
  for (let row = 0; row < keys.length; row++) starts[keys[row]! + 1]!++
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!
  const next = starts.slice()
  const order = new Int32Array(keys.length)
  for (let row = 0; row < keys.length; row++) order[next[keys[row]!]!++] = row
  return { starts, order }
}

/** The largest of the numbers; 0 without any. */
export function largest(keys: Int32Array): number {
  let last = 0
  for (let row = 0; row < keys.length; row++) if (keys[row]! > last) last = keys[row]!
  return last
}
