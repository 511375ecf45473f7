// The demo's PostgreSQL, in a process of its own: the library ends it as it sees fit on a
// signal, which must not happen before Medusa has let go of its connections.
import { startPostgres } from "../integration-tests/support/postgres.mjs"

const [dataDir, port] = process.argv.slice(2)
const { server } = await startPostgres({ dataDir, port: Number(port), durable: true })
console.log("ready")

// The demo holds the other end: it closes even when the demo is killed.
process.stdin.on("end", () => void server.stop().then(() => process.exit(0)))
process.stdin.resume()
