import { spawn } from "node:child_process"
import { createInterface } from "node:readline"

const KEPT_LINES = 40
const running = new Set()

/**
 * Starts a program whose whole family can be ended: Medusa's commands start further
 * processes, and a signal to the first one alone leaves the others behind.
 *
 * Its output is kept (the last lines, for error messages) and handed to `onLine`.
 *
 * @param {{ name: string, args: string[], cwd: string, command?: string, env?: Record<string, string>, onLine?: (line: string) => void }} options
 *   `command` is node unless given; `name` stands in error messages.
 * @returns {{ name: string, exited: Promise<string>, lastLines: () => string, alive: () => boolean, end: () => Promise<void> }}
 */
export function startProgram({ command = process.execPath, args, cwd, env = {}, name, onLine }) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    // Nobody writes to its input, but a program that watches it learns from its end that we are gone.
    stdio: ["pipe", "pipe", "pipe"],
    // A process group of its own: Ctrl-C reaches only us, and we end the group.
    detached: process.platform !== "win32",
  })
  const lines = []
  const keep = (line) => {
    if (line.trim() === "") return
    lines.push(line)
    if (lines.length > KEPT_LINES) lines.shift()
    onLine?.(line)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", keep)
  let ended = false
  const exited = new Promise((done) => {
    child.once("error", (error) => {
      keep(error.message)
      ended = true
      done("no start")
    })
    child.once("exit", (code, signal) => {
      ended = true
      running.delete(handle)
      done(signal ? `signal ${signal}` : `exit code ${code}`)
    })
  })
  const signal = (which) => {
    try {
      if (process.platform === "win32") child.kill(which)
      else process.kill(-child.pid, which)
    } catch {
      // Already gone.
    }
  }
  const handle = {
    name,
    exited,
    alive: () => !ended,
    lastLines: () => lines.join("\n"),
    async end() {
      if (ended) return
      signal("SIGTERM")
      const patience = setTimeout(() => signal("SIGKILL"), 8000)
      await exited
      clearTimeout(patience)
      // Whoever of the group ignored the first signal.
      signal("SIGKILL")
    },
  }
  running.add(handle)
  return handle
}

/** Runs a program to its end. @throws Error with its last lines when it fails. */
export async function runProgram(options) {
  const handle = startProgram(options)
  const how = await handle.exited
  if (how !== "exit code 0") throw new Error(`${options.name} failed (${how}):\n${handle.lastLines()}`)
}

/** Ends every program that was started here and still runs. */
export async function endAll() {
  await Promise.all([...running].map((handle) => handle.end()))
}
