import { fork } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"

/** A PostgreSQL that a test may end at any moment. */
export interface Cluster {
  /** Answers the URL of its `postgres` database, the same each time. */
  start(): Promise<string>
  /** "SIGINT" is `pg_ctl stop -m fast`, "SIGQUIT" `-m immediate`: what a crash of one of its processes comes to. */
  end(signal: "SIGINT" | "SIGQUIT"): Promise<void>
  /** Ends it for good and removes its data. */
  remove(): Promise<void>
}

/** Makes one that is not started yet. */
export function createCluster(): Cluster {
  // Jest cannot import the packages that start PostgreSQL.
  const child = fork(resolve(__dirname, "run-cluster.mjs"), { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const gone = once(child, "exit").then(() => Promise.reject(new Error("the process that runs PostgreSQL has ended")))
  gone.catch(() => undefined)
  const say = async (what: string): Promise<string> => {
    child.send(what)
    const [url] = (await Promise.race([new Promise((done) => child.once("message", (...answer) => done(answer))), gone])) as [string]
    return url
  }
  return {
    start: () => say("start"),
    end: async (signal) => void (await say(signal)),
    async remove() {
      child.disconnect()
      await gone.catch(() => undefined)
    },
  }
}
