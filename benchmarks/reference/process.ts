import { DuckDBInstance } from "@duckdb/node-api"
import type { Reply, Request } from "./messages"

/**
 * DuckDB in a process of its own: its memory must not count as that of our server, which is measured.
 */
async function main(): Promise<void> {
  const [file] = process.argv.slice(2)
  if (!file) throw new Error("the process of the reference needs the file of its database")
  const connection = await (await DuckDBInstance.create(file)).connect()

  async function answer({ id, sql, read }: Request): Promise<Reply> {
    const started = performance.now()
    if (read === "none") {
      await connection.run(sql)
      return { id, ms: performance.now() - started }
    }
    const reader = await connection.runAndReadAll(sql)
    if (read === "rows") return { id, ms: performance.now() - started, rows: reader.getRowObjectsJson() as Record<string, unknown>[] }
    const ids = Int32Array.from((reader.getColumns()[0] ?? []) as number[])
    const ms = performance.now() - started
    return { id, ms, ids: ids.sort() }
  }

  let last: Promise<unknown> = Promise.resolve()
  process.on("message", (request: Request) => {
    last = last.then(() =>
      answer(request).then(
        (reply) => process.send?.(reply),
        (error: Error) => process.send?.({ id: request.id, error: error.message } satisfies Reply)
      )
    )
  })
  process.on("disconnect", () => process.exit(0))
}

void main()
