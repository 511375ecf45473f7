// npm run bench -- [--profiles 100000] [--only 3,4] [--rounds 5] [--fresh]
// Starts a PostgreSQL of its own, whose data is kept under .cache/, and runs the figures on it.
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { loadavg } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { startDatabase, onDatabase } from "../demo/database.mjs"
import { hashOf } from "../demo/shop/hash.mjs"
import { ROOT } from "../demo/shop/medusa.mjs"
import { endAll, startProgram } from "../demo/shop/processes.mjs"
import { GROWING, growthFigure } from "./growth.mjs"
import { writeReport } from "./report.mjs"
import { shopFigures } from "./shop/figures.mjs"
import { lineOf, tableOf } from "./table.mjs"

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
const only = values.only.split(",").filter(Boolean).map(Number)
const rounds = Number(values.rounds)
const isWanted = (...numbers) => only.length === 0 || numbers.some((number) => only.includes(number))
const [load] = loadavg()
const started = performance.now()
const tell = (text) => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(7)} s  ${text}`)

/** The figures of the stages alone, on a shop of this many profiles whose data lies in `folder`. */
async function stageFigures(size, wanted) {
  const folder = join(ROOT, `.cache/bench-${size}-${hash}`)
  if (values.fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const { urlOf, server } = await startDatabase(join(folder, "postgres"))
  await onDatabase(urlOf("postgres"), async (client) => {
    const { rowCount } = await client.query("select from pg_database where datname = 'bench'")
    if (!rowCount) await client.query("create database bench")
  })
  const file = join(folder, "figures.json")
  const run = startProgram({
    name: "benchmarks/run.ts",
    args: ["--expose-gc", "--require", "ts-node/register", join(import.meta.dirname, "run.ts")],
    cwd: ROOT,
    env: {
      BENCH: JSON.stringify({ profiles: size, only: wanted, rounds, folder, file, databaseUrl: urlOf("bench") }),
      NODE_ENV: "production",
    },
    onLine: tell,
  })
  const how = await run.exited
  if (how !== "exit code 0") throw new Error(`the figures of ${size} profiles were not finished: ${how}`)
  return { figures: JSON.parse(readFileSync(file, "utf8")), folder, urlOf, server }
}

process.once("SIGINT", () => void endAll().then(() => process.exit(130)))
try {
  const found = []
  const { figures, folder, urlOf, server } = await stageFigures(profiles, only)
  found.push(...figures)
  if (isWanted(1, 2, 8, 9, 18)) {
    for (const figure of await shopFigures({ folder, urlOf, rounds, isWanted, tell })) {
      tell(lineOf(figure))
      found.push(figure)
    }
  }
  if (isWanted(16)) {
    await server.end()
    const grown = found.filter(({ number }) => GROWING.includes(number))
    const small = await stageFigures(profiles / 10, GROWING)
    found.push(growthFigure(profiles, small.figures, grown))
    tell(lineOf(found.at(-1)))
  }
  console.log(`\n${tableOf(found)}`)
  if (only.length === 0) writeReport({ figures: found, profiles, rounds, load })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  await endAll()
}
