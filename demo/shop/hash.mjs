import { createHash } from "node:crypto"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join, relative } from "node:path"

function* filesUnder(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return
  if (found.isFile()) yield path
  else for (const name of readdirSync(path).sort()) yield* filesUnder(join(path, name))
}

/** A short hash of the contents of files and folders: the same as long as none of them changes. */
export function hashOf(root, paths) {
  const hash = createHash("sha256")
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0")
    }
  }
  return hash.digest("hex").slice(0, 12)
}
