/** A statement's list of keys stays one that is planned and answered within a millisecond or two. */
const MOST_KEYS = 1_000

interface Waiting<Key, Value> {
  key: Key
  resolve(value: Value | undefined): void
  reject(error: unknown): void
}

/**
 * Looks keys up in groups: one question is under way at a time, and who asks meanwhile is in the next one.
 *
 * An answer is never older than its question, unlike a cache's, and no timer makes anybody wait:
 * a lone key is asked for at once, and under load groups grow by themselves.
 *
 * @param read answers the values of many keys; those that it leaves out have none
 */
export function groupLookups<Key, Value>(read: (keys: Key[]) => Promise<Map<Key, Value>>): (key: Key) => Promise<Value | undefined> {
  let waiting: Waiting<Key, Value>[] = []
  let running = false

  async function run(): Promise<void> {
    running = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, MOST_KEYS)
      waiting = waiting.slice(MOST_KEYS)
      try {
        const values = await read([...new Set(group.map(({ key }) => key))])
        for (const { key, resolve } of group) resolve(values.get(key))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = false
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject })
      if (!running) void run()
    })
}
