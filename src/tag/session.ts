import { uuid } from "./uuid"

/** A session as it is stored: its id, the time of its latest event (ms), the source that began it. */
export type StoredSession = [id: string, latest: number, source: string]

/**
 * The session of an event at `now`: the stored one, or a new one after `idle` ms without an
 * event, or when a source arrives that is not the one the session came from.
 *
 * Reloading a page with its campaign parameters is the same arrival, hence the comparison.
 */
export function nextSession([id, latest = 0, source = ""]: StoredSession | [], now: number, idle: number, arrived: string): StoredSession {
  return id && now - latest <= idle && (!arrived || arrived === source) ? [id, now, source] : [uuid(), now, arrived]
}
