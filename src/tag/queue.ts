import type { TagStorage } from "./storage"

const BATCH_EVENTS = 100
/** A shop must not lose its storage (5 MB in all) to a server that stays away. */
const KEPT_EVENTS = 1000

/**
 * Names of the queue's entries in their order. An event stays there until the server has answered.
 *
 * Each event is an entry of its own, named by its id and its visitor: two tabs then write
 * at the same time without one overwriting what the other has added.
 */
export const queueOf = (storage: TagStorage): string[] => storage.names("e")

export const nameOf = (id: string, visitor: string): string => "e" + id + visitor

/** The visitor in the name of an entry. */
export const visitorOf = (name = ""): string => name.slice(-36)

/**
 * The oldest events that are not `sending` already, as many as one request may carry.
 *
 * A request speaks for one visitor; who logs out leaves events of two in the queue.
 */
export function nextBatch(storage: TagStorage, sending: string[]): string[] {
  const names = queueOf(storage)
  names.splice(0, names.length - KEPT_EVENTS).forEach(storage.remove)
  const waiting = names.filter((name) => !sending.includes(name))
  return waiting.filter((name) => visitorOf(name) === visitorOf(waiting[0])).slice(0, BATCH_EVENTS)
}
