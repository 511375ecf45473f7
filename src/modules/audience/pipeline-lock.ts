import type { Pool, PoolClient } from "pg"

/** Any two processes on one database agree on this number: the one that holds the lock folds and evaluates. */
const PIPELINE_LOCK = 7_326_001
/** Each of the lock's statements takes no time at all: a connection without an answer for so long has lost its other end. */
const LONGEST_WAIT_MS = 5_000

/** Within the silence that is allowed; some may come late on a busy machine. */
const HEARTBEATS = 4
/** Earlier versions of PostgreSQL do not know the setting. */
const ALLOW_SILENCE = "select set_config(name, $1, false) from pg_settings where name = 'idle_session_timeout'"

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
 * or the connection breaks. A process that is frozen, or whose machine is gone without a word, does neither:
 * PostgreSQL (14 or later) closes the connection when nothing was heard of it for `silenceMs`.
 */
export class PipelineLock {
  private holder: PoolClient | null = null
  private heartbeat: NodeJS.Timeout | undefined
  private saying: Promise<unknown> | null = null

  constructor(
    private readonly pool: Pool,
    private readonly silenceMs: number
  ) {}

  /** Takes the lock if nobody has it, or makes sure that it is still held. `gained` says that it was not held before. */
  async hold(): Promise<{ held: boolean; gained: boolean }> {
    if (this.holder) {
      await answered(this.saySomething(this.holder))
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
      await answered(client.query(ALLOW_SILENCE, [String(this.silenceMs)]))
    } catch (error) {
      client.release(error as Error)
      throw error
    }
    this.holder = client
    // A round may take longer than the silence that is allowed.
    this.heartbeat = setInterval(() => void this.saySomething(client).catch(onError), this.silenceMs / HEARTBEATS).unref()
    return { held: true, gained: true }
  }

  /** One statement at a time. */
  private saySomething(client: PoolClient): Promise<unknown> {
    return (this.saying ??= client.query("select 1").finally(() => (this.saying = null)))
  }

  /** Gives the lock to whoever asks next. */
  async release(): Promise<void> {
    // Closing the connection frees the lock as well, but not before the server notices: the next one may ask at once.
    try {
      const { holder } = this
      clearInterval(this.heartbeat)
      if (holder) await answered(Promise.resolve(this.saying).then(() => holder.query("select pg_advisory_unlock($1)", [PIPELINE_LOCK])))
    } catch {
      // It was gone already.
    } finally {
      this.drop()
    }
  }

  /** Closes the connection: a pooled one that still held the lock would keep it for ever. */
  drop(): void {
    const client = this.holder
    clearInterval(this.heartbeat)
    this.holder = null
    // What a connection that is gone was asked may never be answered.
    this.saying = null
    client?.release(true)
  }
}
