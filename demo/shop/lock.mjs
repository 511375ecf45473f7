import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"

const PAUSE_MS = 500

/** Runs `work` while no other process of this machine runs work under the same lock file; waits for its turn. */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  while (!take(file)) await new Promise((done) => setTimeout(done, PAUSE_MS))
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error.code !== "EEXIST") throw error
  }
  if (!holderLives(file)) rmSync(file, { force: true })
  return false
}

function holderLives(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0)
    return true
  } catch (error) {
    return error.code === "EPERM"
  }
}
