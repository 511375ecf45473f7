import { nextBatch, queueOf } from "./queue"
import { safely } from "./safe"
import type { TagStorage } from "./storage"

/** Milliseconds from one request of a tab to its next. */
const PAUSE = 5000
/** What happens together goes together. */
const GATHER = 1000
/** How long other tabs leave the queue to the one that is sending. */
const LEASE = 15e3
const LONGEST_WAIT = 300e3
/** Browsers refuse to send more than 64 KiB behind a page that closes. */
const BODY_BYTES = 6e4

export interface Transport {
  /**
   * Sends what waits: after a second, and not sooner than five seconds after the last request.
   *
   * @param anew counts the second from now although one is running
   */
  schedule(anew?: boolean): void
  /** Hands what waits to the browser, which sends it behind a page that closes. */
  finish(): void
}

/** Sends the queue to the server, one request at a time across the tabs of this browser. */
export function createTransport(url: string, storage: TagStorage, bodyOf: (batch: string[]) => string): Transport {
  let timer: ReturnType<typeof setTimeout> | 0 | undefined
  let sending: string[] = []
  let earliest = 0
  let wait = PAUSE
  // The time a lease ends; its fraction of a millisecond tells the tabs apart.
  let lease = 0

  /** What this tab may send now: nothing while another one is sending. */
  const take = (): string[] => {
    const held = storage.read<number>("l")!
    const batch = held > Date.now() && held !== lease ? [] : nextBatch(storage, sending)
    while (batch[1] && new Blob([bodyOf(batch)]).size > BODY_BYTES) batch.length >>= 1
    return batch
  }

  const schedule = (anew?: boolean): void => {
    if (anew) timer = clearTimeout(timer) as undefined
    // While a request is under way its end schedules the next, which may have to wait longer.
    if (!sending[0]) timer = timer || setTimeout(send, Math.max(GATHER, earliest - Date.now()))
  }
  const send = safely(() => {
    timer = 0
    const batch = take()
    if (batch[0]) {
      sending = batch
      earliest = Date.now() + PAUSE
      lease = Date.now() + LEASE + Math.random()
      storage.write("l", lease)
      const body = bodyOf(batch)
      // The browser refuses a keepalive request above 64 KiB; a single event may be that large.
      void fetch(url, { method: "POST", body, keepalive: body.length < BODY_BYTES })
        .then(({ status, headers }) => {
          if (status === 429 || status > 499) throw headers.get("retry-after")
          batch.forEach(storage.remove)
          wait = PAUSE
        })
        .catch((retryAfter: number) => {
          wait = Math.min(LONGEST_WAIT, wait * 2)
          // No number when the network failed or the server named no time.
          earliest = Date.now() + (retryAfter * 1000 || wait)
        })
        .then(() => {
          sending = []
          storage.remove("l")
          schedule()
        })
    } else if (queueOf(storage)[0]) schedule()
  })

  return {
    schedule,
    finish() {
      const batch = take()
      // What cannot go now stays in the storage for the next page.
      if (batch[0] && wait === PAUSE && navigator.onLine && navigator.sendBeacon(url, bodyOf(batch))) batch.forEach(storage.remove)
      // The next page in this tab need not wait for an answer that nobody hears.
      if (sending[0]) storage.remove("l")
    },
  }
}
