import { fork } from "node:child_process"
import path from "node:path"
import type { Reply, Request } from "./messages"

/** DuckDB over the raw tables. One statement at a time. */
export interface Reference {
  run(sql: string): Promise<void>
  rows<Row>(sql: string): Promise<Row[]>
  /** Sorted ids of the first column, and the milliseconds it took to get them. */
  ids(sql: string): Promise<{ ids: Int32Array; ms: number }>
  time(sql: string): Promise<number>
  close(): void
}

export function openReference(file: string): Reference {
  const child = fork(path.join(__dirname, "process.ts"), [file], {
    execArgv: ["--require", require.resolve("ts-node/register")],
    serialization: "advanced",
  })
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>()
  let count = 0
  child.on("message", (reply: Reply) => {
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.error === undefined) asked?.resolve(reply)
    else asked?.reject(new Error(`DuckDB: ${reply.error}`))
  })
  child.on("exit", (code) => {
    for (const asked of waiting.values()) asked.reject(new Error(`DuckDB's process ended with code ${code}`))
    waiting.clear()
  })
  const ask = (sql: string, read: Request["read"]): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const id = count++
      waiting.set(id, { resolve, reject })
      child.send({ id, sql, read } satisfies Request)
    })
  return {
    run: async (sql) => void (await ask(sql, "none")),
    rows: async <Row>(sql: string) => ((await ask(sql, "rows")).rows ?? []) as Row[],
    async ids(sql) {
      const { ids = new Int32Array(), ms = 0 } = await ask(sql, "ids")
      return { ids, ms }
    },
    time: async (sql) => (await ask(sql, "rows")).ms ?? 0,
    close: () => child.disconnect(),
  }
}
