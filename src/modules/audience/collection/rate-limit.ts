import { RecentMap } from "./recent-map"

/** Requests that a visitor may send at once: a tab that was offline sends its queue in a burst. */
const BURST = 300
const PER_SECOND = 10

interface Bucket {
  tokens: number
  at: number
}

/**
 * Requests per visitor: a bucket of {@link BURST} that refills {@link PER_SECOND} a second.
 * A tag sends one in five seconds; this stops a page that runs in a loop.
 */
export class RateLimit {
  private readonly buckets = new RecentMap<string, Bucket>(100_000)

  /**
   * Takes a token; answers 0, or the whole seconds until there is one.
   *
   * @param now milliseconds since 1970
   */
  take(visitor: string, now: number): number {
    const bucket = this.buckets.get(visitor) ?? { tokens: BURST, at: now }
    const elapsed = Math.max(0, now - bucket.at) / 1000
    bucket.tokens = Math.min(BURST, bucket.tokens + elapsed * PER_SECOND)
    bucket.at = now
    this.buckets.set(visitor, bucket)
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / PER_SECOND)
    bucket.tokens -= 1
    return 0
  }
}
