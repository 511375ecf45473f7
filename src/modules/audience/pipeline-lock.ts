import type { Pool, PoolClient } from "pg"

/** Any two processes on one database agree on this number: the one that holds the lock folds and evaluates. */
const PIPELINE_LOCK = 7_326_001
/** Each of the lock's statements takes no time at all: a connection without an answer for so long has lost its other end. */
const LONGEST_WAIT_MS = 5_000

/** The answer to a statement. @throws when there is none: a server that vanished without a word never sends one. */
async function answered<Answer>(statement: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error("the connection that holds the pipeline's lock does not answer")), LONGEST_WAIT_MS)
  })
  try {
    return await Promise.race([statement, silence])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The lock that makes one of many processes the worker.
 *
 * It lives on a connection of its own, so that PostgreSQL frees it when the process dies
 * or the connection breaks, and not before.
 */
export class PipelineLock {
  private holder: PoolClient | null = null

  constructor(private readonly pool: Pool) {}

  /** Takes the lock if nobody has it, or makes sure that it is still held. `gained` says that it was not held before. */
  async hold(): Promise<{ held: boolean; gained: boolean }> {
    if (this.holder) {
      await answered(this.holder.query("select 1"))
      return { held: true, gained: false }
    }
    const client = await this.pool.connect()
    // A connection that dies emits an error, also between two statements, and without a listener ends Node.
    const onError = (): void => {
      if (this.holder === client) this.drop()
    }
    client.on("error", onError)
    try {
      const { rows } = await answered(client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [PIPELINE_LOCK]))
      if (!rows[0]?.locked) {
        client.off("error", onError)
        client.release()
        return { held: false, gained: false }
      }
    } catch (error) {
      client.release(error as Error)
      throw error
    }
    this.holder = client
    return { held: true, gained: true }
  }

  /** Gives the lock to whoever asks next. */
  async release(): Promise<void> {
    // Closing the connection frees the lock as well, but not before the server notices: the next one may ask at once.
    try {
      if (this.holder) await answered(this.holder.query("select pg_advisory_unlock($1)", [PIPELINE_LOCK]))
    } catch {
      // It was gone already.
    } finally {
      this.drop()
    }
  }

  /** Closes the connection: a pooled one that still held the lock would keep it for ever. */
  drop(): void {
    const client = this.holder
    this.holder = null
    client?.release(true)
  }
}
