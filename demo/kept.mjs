import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createHash } from "node:crypto"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { ROOT } from "./shop/medusa.mjs"

/** Where the demo keeps its data between runs. */
export const HOME = join(ROOT, ".demo")
const ACCESS = join(HOME, "access.json")

const noteOf = (database) => join(HOME, `${database}.json`)

/** What an earlier run wrote down about a database that it finished; null when there is none. */
export function readNote(database) {
  return existsSync(noteOf(database)) ? JSON.parse(readFileSync(noteOf(database), "utf8")) : null
}

export function writeNote(database, note) {
  writeFileSync(noteOf(database), JSON.stringify(note, null, 2))
}

/** Each migration with a hash of its text: an added one can be run on kept data, a changed one cannot. */
export function migrationHashes() {
  const folder = join(ROOT, "migrations")
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((file) => [
        file,
        createHash("sha256")
          .update(readFileSync(join(folder, file)))
          .digest("hex")
          .slice(0, 12),
      ])
  )
}

export function reset() {
  rmSync(HOME, { recursive: true, force: true })
}

/** Says where everything is, for scripts: written when the demo is ready, removed when it ends. */
export function writeAccess(access) {
  mkdirSync(HOME, { recursive: true })
  writeFileSync(ACCESS, JSON.stringify(access, null, 2))
}

export function removeAccess() {
  rmSync(ACCESS, { force: true })
}
