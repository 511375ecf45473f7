import { createReadStream, createWriteStream, rmSync } from "node:fs"
import { join } from "node:path"
import { pipeline } from "node:stream/promises"
import copyStreams from "pg-copy-streams"
import { onDatabase } from "../../demo/database.mjs"

/** Events a second that a bare COPY of the collected rows into their own table takes: the most there is to get. */
export function copyRate({ databaseUrl }, folder) {
  const file = join(folder, "events.copy")
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query("select least(count(*), 200000)::int as count from audience.event")
    await pipeline(client.query(copyStreams.to("copy (select * from audience.event limit 200000) to stdout")), createWriteStream(file))
    const started = performance.now()
    await pipeline(createReadStream(file), client.query(copyStreams.from("copy audience.event from stdin")))
    const seconds = (performance.now() - started) / 1000
    rmSync(file)
    return rows[0].count / seconds
  })
}
