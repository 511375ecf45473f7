import { spawnSync } from "node:child_process"

/** Everything that needs no database. Runs all of it, then says what failed: one run shows every fault. */
const CHECKS = [
  ["tag builds and is small enough", "node scripts/build-tag.mjs"],
  ["format", "prettier --check . --log-level warn"],
  ["lint", "medusa lint"],
  ["types of server, tag, tests", "tsc --noEmit"],
  ["types of the admin", "tsc --noEmit -p src/admin/tsconfig.json"],
  ["types of the examples", "tsc --noEmit -p docs/examples/tsconfig.json"],
  ["import directions", "depcruise src admin integration-tests --output-type err-long"],
  ["dead code", "knip"],
  ["package builds", "npm run build --silent"],
  // Errors only: that CommonJS modules have a default export is how Medusa's compiler writes them.
  ["package shape", "publint --level error"],
  ["size of the tag", "size-limit"],
]

const failed = []
for (const [name, command] of CHECKS) {
  const started = Date.now()
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`)
  if (status !== 0) {
    failed.push(name)
    console.log(`${stdout}${stderr}`.trimEnd().split("\n").slice(-80).join("\n"))
  }
}
if (failed.length > 0) {
  console.log(`\n${failed.length} of ${CHECKS.length} checks failed: ${failed.join(", ")}`)
  process.exit(1)
}
console.log(`\nAll ${CHECKS.length} checks passed`)
