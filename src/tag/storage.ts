/** The tag's own entries, on this browser's disk or in this page's memory. */
export interface TagStorage {
  /** The entry's value; undefined when there is none. */
  read<Value>(name: string): Value | undefined
  /** Stores a value as JSON. */
  write(name: string, value: unknown): void
  remove(name: string): void
  /** Names that begin with `start`, in their order. */
  names(start: string): string[]
  /** Whether entries outlive the page. What memory holds moves to the disk with it. */
  keep(onDisk: boolean | undefined): void
}

type Entries = Record<string, string>

/**
 * Opens localStorage under a prefix; memory stands in where the browser has closed it
 * (private windows, sandboxed frames) or it is full.
 */
export function openStorage(prefix: string): TagStorage {
  let disk: Entries = {}
  try {
    // Reading it throws in a sandboxed frame, and some web views have null in its place.
    disk = (localStorage as unknown as Entries | null) || disk
  } catch {
    // Memory it is.
  }
  let entries = disk
  return {
    read(name) {
      const text = entries[prefix + name]
      return text && JSON.parse(text)
    },
    write(name, value) {
      const text = JSON.stringify(value)
      try {
        entries[prefix + name] = text
      } catch {
        entries = { ...entries, [prefix + name]: text }
      }
    },
    remove(name) {
      delete entries[prefix + name]
    },
    names: (start) =>
      Object.keys(entries)
        .filter((name) => name.startsWith(prefix + start))
        .map((name) => name.slice(prefix.length))
        .sort(),
    keep(onDisk) {
      if ((entries === disk) !== !!onDisk) entries = onDisk ? Object.assign(disk, entries) : {}
    },
  }
}
