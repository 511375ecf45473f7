import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { resolve } from "node:path"
import { build } from "esbuild"
import type { Work } from "./child"

const BUNDLE = resolve(__dirname, `../../../.cache/processes/child-${process.pid}.js`)

/** Bundles the program of {@link startStages}: a process that compiled each file would take seconds to start. */
export async function buildStages(): Promise<void> {
  await build({
    entryPoints: [resolve(__dirname, "child.ts")],
    outfile: BUNDLE,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "error",
  })
}

/** A process of its own with all stages, which runs the pipeline and takes requests as `POST /audience/collect` does. */
export interface StagesProcess {
  /** Answers the status, or null when the process died before it answered. */
  collect(body: unknown): Promise<number | null>
  /** Reads a segment's report of a day, then the file of its members; answers the status in the same manner. */
  read(segmentId: string, day: string): Promise<number | null>
  /** Whether it still runs. */
  isAlive(): boolean
  /** Freezes it until {@link thaw}, as a suspended machine does: `kill -STOP`. */
  freeze(): void
  thaw(): void
  /** Ends it as a power cut does: `kill -9`. */
  kill(): Promise<void>
}

const USER_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

/** Starts it; {@link buildStages} must have run. Frozen for `silenceMs`, it loses its locks. */
export async function startStages(databaseUrl: string, { silenceMs = 60_000 } = {}): Promise<StagesProcess> {
  const child = fork(BUNDLE, {
    execArgv: [],
    env: { ...process.env, CHILD_DATABASE_URL: databaseUrl, CHILD_SILENCE_MS: String(silenceMs) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  })
  const waiting = new Map<number, (status: number | null) => void>()
  let sent = 0
  child.on("message", (message) => {
    if (typeof message !== "object") return
    const { number, status } = message as { number: number; status: number }
    waiting.get(number)?.(status)
    waiting.delete(number)
  })
  child.on("exit", () => {
    for (const answer of waiting.values()) answer(null)
    waiting.clear()
  })
  await ready(child)
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const ask = (work: Work): Promise<number | null> =>
    new Promise((answer) => {
      if (!child.connected) return answer(null)
      const number = ++sent
      waiting.set(number, answer)
      // A message that cannot be sent is answered by the exit.
      child.send({ number, work }, () => undefined)
    })
  return {
    collect: (body) => ask({ body, userAgent: USER_AGENT }),
    read: (segmentId, day) => ask({ segmentId, day }),
    isAlive,
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    async kill() {
      if (!isAlive()) return
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      await gone
    },
  }
}

async function ready(child: ChildProcess): Promise<void> {
  await new Promise<void>((done, fail) => {
    child.once("message", () => done())
    child.once("exit", (code) => fail(new Error(`a process of the stages ended with ${code} before it was ready`)))
  })
}
