// The entry of `npm run demo`. Until the packages are there, only Node's own modules may be imported.
import { resolve } from "node:path"
import { install, isInstalled } from "./install.mjs"
import { parseOptions, USAGE } from "./options.mjs"
import { createProgress } from "./progress.mjs"
import { endAll } from "./shop/processes.mjs"

const root = resolve(import.meta.dirname, "..")
const OLDEST_NODE = [20, 19]
const endings = [endAll]
const progress = createProgress()
let ending = null

/** Ends everything that was started, the latest first; a second call waits for the first. */
function end() {
  return (ending ??= (async () => {
    progress.stop()
    for (const close of [...endings].reverse()) await close().catch((error) => console.error(`While ending: ${error.message}`))
  })())
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (ending) return
    void end().then(() => {
      console.log("The demo has ended. Its data is kept under .demo/; npm run demo continues with it.")
      process.exit(0)
    })
  })
}

async function main() {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) return console.log(USAGE)
  const [major, minor] = process.versions.node.split(".").map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(`Node ${process.versions.node} is too old: the demo needs ${OLDEST_NODE.join(".")} or newer.`)
  }
  console.log("User Segments for Medusa: demo shop\n")
  if (!isInstalled(root)) {
    await progress.phase("Installing packages", async () => {
      await install(root)
      return "Packages installed"
    })
  }
  const { run } = await import("./run.mjs")
  // Resolves when something that must keep running has ended by itself.
  throw await run({ options, progress, onEnd: (close) => endings.push(close) })
}

async function stop(error) {
  // What we ended ourselves fails as a matter of course.
  if (ending) return
  await end()
  console.error(`\nThe demo stopped: ${error.message}`)
  process.exit(1)
}

process.on("uncaughtException", (error) => void stop(error))
main().catch(stop)
