const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 5 * 60_000

/** When segments that failed are tried again: after 5 seconds, then twice as long each time, up to 5 minutes. */
export class Retries {
  private readonly failures = new Map<string, { version: number; count: number; retryAt: number }>()

  /** Whether this version of the segment has failed and its time has not come; a new definition is tried at once. */
  mustWait(id: string, version: number, now: Date): boolean {
    const failure = this.failures.get(id)
    return failure?.version === version && failure.retryAt > now.getTime()
  }

  hasFailed(id: string): boolean {
    return this.failures.has(id)
  }

  failed(id: string, version: number, now: Date): void {
    const before = this.failures.get(id)
    const count = before?.version === version ? before.count + 1 : 1
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (count - 1))
    this.failures.set(id, { version, count, retryAt: now.getTime() + wait })
  }

  succeeded(id: string): void {
    this.failures.delete(id)
  }

  clear(): void {
    this.failures.clear()
  }
}
