import type { WireEvent } from "../contract"
import { pageUrl } from "./page-views"
import { nameOf } from "./queue"
import { nextSession, type StoredSession } from "./session"
import { sourceOf } from "./source"
import type { TagStorage } from "./storage"
import { uuid } from "./uuid"

export interface Recorder {
  /** Id of this browser's visitor; made on first use. */
  currentVisitor(): string
  /**
   * Stores an event of the current session, beginning a session where one is due.
   *
   * @param begins false for what belongs to the past: it begins no session, and without one it is dropped
   * @returns the name of the event's entry in the queue
   */
  record(name: string, properties?: object, page?: Partial<WireEvent>, begins?: boolean): string | undefined
}

/** Makes events out of what happens and puts them into the queue. */
export function createRecorder(storage: TagStorage, idle: number): Recorder {
  // How the visitor came to this page; it counts once, whenever consent lets the first event through.
  let entry: Partial<WireEvent> = { url: pageUrl(), referrer: document.referrer }

  const currentVisitor = (): string => {
    const id = storage.read<string>("v") || uuid()
    storage.write("v", id)
    return id
  }
  const write = (name: string, session: StoredSession, fields: object): string => {
    const id = uuid()
    const entryName = nameOf(id, currentVisitor())
    storage.write("s", session)
    storage.write(entryName, { id, name, at: new Date(session[1]), session: session[0], url: pageUrl(), ...fields })
    return entryName
  }

  return {
    currentVisitor,
    record(name, properties, page, begins = true) {
      const before = storage.read<StoredSession>("s") || []
      const source = sourceOf(entry.url || pageUrl(), entry.referrer || "", location.host)
      const next = nextSession(before, Date.now(), idle, source)
      const fresh = next[0] !== before[0]
      if (begins && fresh) write("session_started", next, entry)
      entry = {}
      const session = begins || !fresh ? next : before
      if (session.length) return write(name, session, { properties, ...page })
    },
  }
}
