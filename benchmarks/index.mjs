// npm run bench -- [--profiles 100000] [--only 3,4] [--rounds 5] [--fresh]
// Starts a PostgreSQL of its own, whose data is kept under .cache/, and runs the figures on it.
import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { startDatabase, onDatabase } from "../demo/database.mjs"
import { hashOf } from "../demo/shop/hash.mjs"
import { ROOT } from "../demo/shop/medusa.mjs"
import { endAll, startProgram } from "../demo/shop/processes.mjs"

const { values } = parseArgs({
  options: {
    profiles: { type: "string", default: "100000" },
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    fresh: { type: "boolean", default: false },
  },
})
const profiles = Number(values.profiles)
if (!Number.isInteger(profiles) || profiles < 1000) throw new Error("--profiles must be a whole number of at least 1000")

const MADE_BY = ["raw.sql.ts", "shape.ts", "tables.sql.ts", "derive.ts"].map((file) => `benchmarks/world/${file}`)
const hash = hashOf(ROOT, MADE_BY)
const folder = join(ROOT, `.cache/bench-${profiles}-${hash}`)
if (values.fresh) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

process.once("SIGINT", () => void endAll().then(() => process.exit(130)))
try {
  const { urlOf } = await startDatabase(join(folder, "postgres"))
  await onDatabase(urlOf("postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'bench'")
    if (!rowCount) await client.query("create database bench")
  })
  const run = startProgram({
    name: "benchmarks/run.ts",
    args: ["--expose-gc", "--require", "ts-node/register", join(import.meta.dirname, "run.ts")],
    cwd: ROOT,
    env: {
      BENCH: JSON.stringify({
        profiles,
        only: values.only.split(",").filter(Boolean).map(Number),
        rounds: Number(values.rounds),
        folder,
        databaseUrl: urlOf("bench"),
      }),
      NODE_ENV: "production",
    },
    onLine: (line) => console.log(line),
  })
  const how = await run.exited
  if (how !== "exit code 0") process.exitCode = 1
} finally {
  await endAll()
}
