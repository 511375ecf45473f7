import { escapeLiteral, Pool, types, type PoolClient, type PoolConfig, type QueryResult, type QueryResultRow } from "pg"
import sql, { type Sql } from "sql-template-tag"
import { CopyWithCommit, type LastCopy } from "./copy-with-commit"
import { inline } from "./inline"

/** Anything that runs one statement: the pool, or the client of an open transaction. */
export interface Queryable {
  /** Runs one statement and returns its rows. int8 and numeric come back as numbers, `date` as `YYYY-MM-DD`, timestamps as Date. */
  rows<Row extends QueryResultRow>(statement: Sql): Promise<Row[]>
  /** Runs one statement and returns how many rows it changed. */
  execute(statement: Sql): Promise<number>
}

export interface Transaction extends Queryable {
  /** The raw client, for COPY and cursors. */
  client: PoolClient
  /** Leaves rows to be written with the commit, in one round trip: nothing of this transaction can see them. */
  copyLast(copy: LastCopy): void
}

export interface TransactionOptions {
  isolation?: "repeatable read"
  readOnly?: boolean
  /** Number of an advisory lock whose shared side is taken with `begin`, in one round trip. */
  sharedLock?: number
  /** Statements that are run behind that, in the same round trip; `work` is given the rows of each. */
  opening?: Sql[]
}

export interface Database extends Queryable {
  pool: Pool
  /** Runs `work` in one transaction: commits when it returns, rolls back and rethrows when it throws. */
  transaction<Result>(work: (tx: Transaction, opened: QueryResultRow[][]) => Promise<Result>, options?: TransactionOptions): Promise<Result>
  /**
   * Runs several pieces of reading that all see the moment of `tx`, a transaction of repeatable reads: one on its connection,
   * others beside it on connections of their own, as far as the pool can lend them. Fails with the first failure, after what
   * runs has ended: what went on would do so in the next transaction of a connection.
   */
  together<Answers extends Record<string, unknown>>(
    tx: Transaction,
    works: { [Name in keyof Answers]: (tx: Transaction) => Promise<Answers[Name]> }
  ): Promise<Answers>
  close(): Promise<void>
}

const INT8 = 20
const NUMERIC = 1700
const DATE = 1082

// pg keeps int8 and numeric as text because they may exceed a double. Ours are ids
// below 2^53, counts and money with at most 15 digits; a Date for a calendar day
// would shift it by the server's own zone.
const parsers: PoolConfig["types"] = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (format !== "binary") {
      if (oid === INT8 || oid === NUMERIC) return Number
      if (oid === DATE) return (text: string) => text
    }
    return types.getTypeParser(oid, format as "text") as (text: string) => unknown
  },
} as PoolConfig["types"]

/** Of each sort and hash of a statement of ours. */
const WORK_MEM = "64MB"

/** A process that was frozen inside a transaction loses it after so long: others wait for its locks. None of ours rests nearly as long between two statements. */
const LONGEST_REST_MS = 300_000

/** Connections that {@link Database.together} takes beside the one it has: PostgreSQL and this process share the cores. */
const BESIDE = 2

/** Works that run side by side use the cores already; workers of each would only get into each other's way. */
const ONE_PROCESS = "set local max_parallel_workers_per_gather = 0"

function queryable(run: Pool | PoolClient): Queryable {
  return {
    async rows<Row extends QueryResultRow>(statement: Sql) {
      return (await run.query<Row>(statement)).rows
    },
    async execute(statement) {
      return (await run.query(statement)).rowCount ?? 0
    },
  }
}

function beginning({ isolation, readOnly, sharedLock, opening = [] }: TransactionOptions): string {
  const begin = `begin${isolation ? ` isolation level ${isolation}` : ""}${readOnly ? " read only" : ""}`
  const lock = sharedLock === undefined ? [] : [`select pg_advisory_xact_lock_shared(${sharedLock})`]
  return [begin, ...lock, ...opening.map(inline)].join("; ")
}

/** Begins a transaction; answers the rows of each statement of its opening. */
async function begin(client: PoolClient, options: TransactionOptions): Promise<QueryResultRow[][]> {
  // Several statements in one text are answered by a list.
  const results: QueryResult | QueryResult[] = await client.query(beginning(options))
  const { opening = [] } = options
  return Array.isArray(results) && opening.length > 0 ? results.slice(-opening.length).map(({ rows }) => rows as QueryResultRow[]) : []
}

/**
 * Opens a pool of its own on the plugin's database.
 *
 * Not Medusa's pool: its size is chosen for requests of the shop, and a fold or an
 * export must never make a checkout wait for a connection.
 */
export function openDatabase(config: PoolConfig, onError: (error: Error) => void): Database {
  // Without keep-alive a statement waits for ever for a server that vanished without closing its connections.
  const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 30_000 }
  // Grouping a year of a large shop by profile, or joining everybody, spills to disk with PostgreSQL's 4 MB.
  const rest = config.idle_in_transaction_session_timeout ?? LONGEST_REST_MS
  const settings = `set work_mem = '${WORK_MEM}'; set idle_in_transaction_session_timeout = ${rest}`
  const verify: PoolConfig["verify"] = (client, done) => client.query(settings, (error?: Error) => done(error))
  const pool = new Pool({ max: 10, application_name: "audience", ...keepAlive, ...config, verify, types: parsers })
  // An idle connection that the server closes emits here; without a listener Node exits.
  pool.on("error", onError)
  // One that is lent emits too when it dies, beside the failure of its statement, and between two of them; the pool drops it when it is given back.
  pool.on("connect", (client) => client.on("error", () => undefined))
  // Those who have a connection and wait for another must never be so many that none is left.
  const mostLent = Math.floor(pool.options.max / 2)
  let lent = 0
  const database: Database = {
    pool,
    ...queryable(pool),
    async together(tx, works) {
      const waiting = Object.entries(works)
      const answers: Record<string, unknown> = Object.fromEntries(waiting.map(([name]) => [name, undefined]))
      let failure: { error: unknown } | null = null
      const work = async (on: Transaction): Promise<void> => {
        for (let next = waiting.shift(); next && !failure; next = waiting.shift()) answers[next[0]] = await next[1](on)
      }
      const fail = (error: unknown): void => void (failure ??= { error })
      const besides = Math.max(0, Math.min(BESIDE, mostLent - lent))
      lent += besides
      try {
        await tx.client.query(ONE_PROCESS)
        const [moment] = await tx.rows<{ id: string }>(sql`select pg_export_snapshot() as id`)
        const beside = (): Promise<void> =>
          database.transaction(
            async (other) => {
              await other.client.query(`set transaction snapshot ${escapeLiteral(moment?.id ?? "")}`)
              await other.client.query(ONE_PROCESS)
              await work(other)
            },
            { isolation: "repeatable read", readOnly: true }
          )
        await Promise.all([work(tx).catch(fail), ...Array.from({ length: besides }, () => beside().catch(fail))])
      } finally {
        lent -= besides
      }
      if (failure) throw (failure as { error: unknown }).error
      return answers as never
    },
    async transaction(work, options = {}) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        const opened = await begin(client, options)
        let last: LastCopy | undefined
        const result = await work({ client, ...queryable(client), copyLast: (copy) => void (last = copy) }, opened)
        await (last ? client.query(new CopyWithCommit(last)).done : client.query("commit"))
        return result
      } catch (error) {
        await client.query("rollback").catch((failure: Error) => {
          broken = failure
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    async close() {
      await pool.end()
    },
  }
  return database
}
